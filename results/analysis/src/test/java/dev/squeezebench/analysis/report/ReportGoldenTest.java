package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see, in every locale the same. */
class ReportGoldenTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG", "de-DE"})
    void everyRenderingIsAsSealed(String language) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        Report report = example();
        assertThat(Rendered.text(report)).isEqualTo(golden("report.txt"));
        assertThat(Rendered.markdown(report)).isEqualTo(golden("report.md"));
        assertThat(Rendered.csv(report)).isEqualTo(golden("report.csv"));
        assertThat(JsonReport.render(report)).isEqualTo(golden("report.json"));
    }

    /** Seven rounds of two workloads, one of which failed once, and a lowering with three rounds. */
    static Report example() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        for (int round = 1; round <= 7; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 131_000_000 + round % 3 * 700_000L));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 56_500_000 + round % 2 * 300_000L));
        }
        for (int round = 1; round <= 3; round++) {
            records.add(Examples.measured(
                    Examples.RUN,
                    Examples.scenario("squeezebert-uncased", "split", Map.of()),
                    round,
                    52_500_000 + round * 100_000L));
        }
        records.add(Examples.ended(
                new TrialOutcome.Failed(Stage.MEASURE, "the process was killed by signal 9"),
                new OutputCheck.NotChecked("there are no outputs")));
        records.add(Examples.trial());
        Warning torn = WarningCode.TORN_TAIL.warning("results.jsonl ends within line 21", "go on by --resume");
        return Report.of(records, Optional.empty(), List.of(torn));
    }

    private static String golden(String name) throws Exception {
        try (InputStream stream = ReportGoldenTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
