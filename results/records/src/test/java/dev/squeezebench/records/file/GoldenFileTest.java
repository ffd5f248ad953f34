package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.json.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire format, sealed: a change of this file is a change of everybody's scripts. */
class GoldenFileTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @CsvSource({"en-US, UTC", "tr-TR, Europe/Istanbul", "ar-EG, Africa/Cairo", "de-DE, Pacific/Kiritimati"})
    void everyKindOfRecordIsWrittenAsSealedInEveryLocale(String language, String timeZone) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(timeZone));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (ResultRecord record : Examples.all()) {
            written.write(RecordLine.of(record));
        }
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(golden());
    }

    @Test
    void everyKindOfRecordIsReadBackEqual() throws Exception {
        for (ResultRecord record : Examples.all()) {
            byte[] line = RecordLine.of(record);
            assertThat(RecordLine.read(JsonFields.parse(line))).contains(record);
        }
    }

    private static String golden() throws Exception {
        try (InputStream stream = GoldenFileTest.class.getResourceAsStream("/golden/results.jsonl")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
