package dev.squeezebench.android.app.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.records.json.JsonFields;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app on a simulated phone: it measures with this machine's libraries, and is told what the script says of the phone. */
@EnabledOnOs(OS.LINUX)
class SimulatedPhoneTest {
    private static final String INSTRUMENT =
            "am instrument -w -r -e round /data/local/tmp/r" + " dev.squeezebench/.android.app.RoundInstrumentation";

    private final Phone phone;
    private final Path round;

    SimulatedPhoneTest(@TempDir Path folder) throws IOException, InterruptedException {
        phone = new Phone(folder, "SIM1");
        new DesktopApp(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Stream.of(Objects.requireNonNull(System.getProperty("java.class.path"))
                                        .split(File.pathSeparator, -1))
                                .map(Path::of)
                                .toList())
                .install(phone);
        phone.run("echo apk >/data/local/tmp/a.apk; pm install /data/local/tmp/a.apk");
        round = phone.root().resolve("data/local/tmp/r");
    }

    private List<JsonFields> events(String file) throws IOException {
        return Files.readAllLines(round.resolve(file), StandardCharsets.UTF_8).stream()
                .map(line -> JsonFields.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private List<JsonFields> events(String file, String kind) throws IOException {
        return events(file).stream()
                .filter(event -> event.text("event").equals(kind))
                .toList();
    }

    /** What instrumentation prints when a fault happens as soon as a cycle has begun. */
    private String instrumented(int cycle, Fault.Action fault) throws IOException {
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> {
            try {
                return phone.run(INSTRUMENT).out();
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        Path events = round.resolve("round.jsonl");
        String begun = "\"cycle\":" + cycle + '}';
        while (!printed.isDone()
                && !(Files.exists(events) && Files.readString(events).contains(begun))) {
            Thread.onSpinWait();
        }
        fault.happenTo(phone);
        return printed.join();
    }

    @Test
    void itIsToldOfThePhoneAndMeasures() throws IOException {
        TinyModel.round(round, 2, "big", "xnnpack", "builtin");
        phone.battery(61, 30.5, true);
        assertThat(instrumented(1, any -> {})).startsWith("INSTRUMENTATION_RESULT: outcome=ended\n");

        assertThat(events("round.jsonl", "started")).singleElement().satisfies(started -> {
            assertThat(started.objects("clusters", cluster -> cluster.integer("capacity")))
                    .containsExactly(300, 800, 1024);
            assertThat(started.integers("cpus").toArray()).containsExactly(7);
        });
        assertThat(events("round.jsonl", "reading")).anySatisfy(reading -> {
            assertThat(reading.text("name")).isEqualTo("battery_temperature");
            assertThat(reading.decimal("value")).isEqualTo(30.5);
        });
        assertThat(events("round.jsonl", "arm")).hasSize(2).allSatisfy(arm -> assertThat(arm.texts("cpusets"))
                .containsExactly("/top-app"));
        assertThat(events("arm0/journal.jsonl", "samples")).isNotEmpty().allSatisfy(samples -> assertThat(
                        samples.integers("processors").toArray())
                .containsOnly(7));
        // The phone let it have the processors of its script, whatever those of this machine are.
        assertThat(events("arm0/journal.jsonl", "warning")).isEmpty();
    }

    /** What is told and kept has the digits that every reader knows, whatever the phone's language writes. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "mr-IN"})
    void aPhoneOfALanguageWithOtherDigitsMeasuresAsAnyOther(String language) throws IOException {
        assertThat(String.format(Locale.forLanguageTag(language), "%d", 1)).isNotEqualTo("1");
        phone.locale(Locale.forLanguageTag(language));
        TinyModel.round(round, 2, "big", "xnnpack");
        assertThat(instrumented(1, any -> {})).startsWith("INSTRUMENTATION_RESULT: outcome=ended\n");

        assertThat(events("round.jsonl", "reading"))
                .extracting(reading -> reading.text("name"))
                .contains("battery_temperature");
        assertThat(events("arm0/journal.jsonl", "samples")).isNotEmpty();
        for (String file : List.of("round.jsonl", "arm0/journal.jsonl")) {
            assertThat(Files.readString(round.resolve(file)).chars().filter(Character::isDigit))
                    .isNotEmpty()
                    .allMatch(digit -> digit >= '0' && digit <= '9');
        }
    }

    @Test
    void aLittleCoreHalfWayIsInTheSamples() throws IOException {
        TinyModel.round(round, 4, "any", "xnnpack");
        instrumented(2, it -> it.moveTo(1));
        List<JsonFields> samples = events("arm0/journal.jsonl", "samples");
        assertThat(samples.get(0).integers("processors").toArray()).containsOnly(7);
        assertThat(samples.get(samples.size() - 1).integers("processors").toArray())
                .contains(1);
    }

    @Test
    void aDialogMovesTheAppToAnotherGroupWhichMakesTheRoundInvalid() throws IOException {
        TinyModel.round(round, 4, "any", "xnnpack", "xnnpack");
        instrumented(2, Phone::dialog);
        assertThat(events("round.jsonl", "invalid"))
                .singleElement()
                .satisfies(invalid -> assertThat(invalid.text("flag")).isEqualTo("cpuset_differs"));
    }

    @Test
    void anAcceleratorThatFallsBackSilentlyIsSeenInWhatWasObtained() throws IOException {
        TinyModel.round(round, 1, "any", "xnnpack", "builtin");
        phone.fallBack("xnnpack", "builtin");
        instrumented(1, any -> {});
        assertThat(events("arm0/journal.jsonl", "session")).singleElement().satisfies(session -> assertThat(
                        session.object("acceleration").text("obtained"))
                .isEqualTo("builtin"));
    }

    @Test
    void anAppThatCrashesIsGoneAndTheRoundHasNoEnd() throws IOException, InterruptedException {
        TinyModel.round(round, 40, "any", "xnnpack", "xnnpack");
        assertThat(instrumented(2, it -> it.signalApp("SEGV")))
                .endsWith("INSTRUMENTATION_RESULT: shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n");
        assertThat(events("round.jsonl", "ended")).isEmpty();
        // A virtual machine writes a report before it is gone.
        int status = 0;
        for (int look = 0; look < 1000 && status == 0; look++) {
            status = phone.run("pidof dev.squeezebench").status();
        }
        assertThat(status).isEqualTo(1);
    }
}
