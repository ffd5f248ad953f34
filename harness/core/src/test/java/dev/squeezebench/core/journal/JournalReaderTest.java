package dev.squeezebench.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.Witness;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JournalReaderTest {
    private static final Path JOURNAL = Path.of("/trials/1/journal.jsonl");
    private static final String WHOLE = """
            {"event":"vm","kind":"hotspot","version":"17.0.12+7","flags":[],"name":"OpenJDK 64-Bit Server VM"}
            {"event":"stage","stage":"load","at":"2026-11-26T12:00:00Z"}
            {"event":"memory","point":"before_load","bytes":100,"source":"/proc"}
            {"event":"timing","phase":"load","ns":5,"cpu_ns":6}
            {"event":"session","version":"1.29.0","build":"abc","acceleration":{"requested":"cpu","obtained":"cpu","placement":{"cpu":3}},"settings":{"threads":"1"}}
            {"event":"memory","point":"after_load","source":"unreadable"}
            {"event":"stage","stage":"first_inference","at":"2026-11-26T12:00:00Z"}
            {"event":"timing","phase":"first_inference","ns":9,"cpu_ns":9}
            {"event":"stage","stage":"warm_up","at":"2026-11-26T12:00:00Z"}
            {"event":"samples","phase":"warmup","ns":[1,2],"cpu_ns":[3,4]}
            {"event":"samples","phase":"warmup","ns":[5],"cpu_ns":[6]}
            {"event":"warm_up","test":"mann-kendall","fall_seen":true,"blocks":8,"probability":0.01,"relative_fall":0.1}
            {"event":"stage","stage":"measure","at":"2026-11-26T12:00:00Z"}
            {"event":"samples","phase":"measure","ns":[7,8],"cpu_ns":[9,10]}
            {"event":"memory","point":"peak","bytes":300,"source":"/proc"}
            {"event":"stage","stage":"output_check","at":"2026-11-26T12:00:00Z"}
            {"event":"outputs","file":"out"}
            {"event":"done"}
            """;

    @Test
    void aWholeJournalGivesEverythingInOrderOfTime() {
        Journal journal = parse(WHOLE);

        assertThat(journal.ending()).contains(new Journal.Ending.Done());
        assertThat(journal.samples().loadNs()).hasValue(5);
        assertThat(journal.samples().firstInferenceNs()).hasValue(9);
        assertThat(journal.samples().warmupNs().toArray()).containsExactly(1, 2, 5);
        assertThat(journal.samples().warmupCpuNs().toArray()).containsExactly(3, 4, 6);
        assertThat(journal.samples().measureNs().toArray()).containsExactly(7, 8);
        assertThat(journal.vm()).hasValueSatisfying(vm -> assertThat(vm.kind()).isEqualTo("hotspot"));
        assertThat(journal.memory().rssBeforeLoadBytes()).hasValue(100);
        assertThat(journal.memory().rssAfterLoadBytes()).isEmpty();
        assertThat(journal.memory().rssPeakBytes()).hasValue(300);
        assertThat(journal.outputs()).contains(Path.of("/trials/1/out"));
        assertThat(journal.session()).hasValueSatisfying(session -> {
            assertThat(session.version()).isEqualTo("1.29.0");
            assertThat(session.acceleration().placement()).containsEntry("cpu", 3);
        });
        assertThat(journal.warnings()).extracting(Warning::code).containsExactly("memory_unknown", "not_steady");
    }

    @Test
    void whatTheSystemCountedIsKeptWithTheReasonsOfWhatIsAbsent() {
        Journal journal = parse("""
                {"event":"witness","name":"minor_faults","value":12,"source":"/proc/self/stat minflt"}
                {"event":"witness","name":"instructions","source":"no such counter"}
                """);

        assertThat(journal.witnesses())
                .containsExactly(
                        Witness.of("minor_faults", 12, "/proc/self/stat minflt"),
                        Witness.absent("instructions", "no such counter"));
    }

    @Test
    void whatWasFoundOutAfterMeasuringStandsInPlaceOfWhatTheSessionSaid() {
        Journal journal = parse(
                WHOLE.replace(
                        "{\"event\":\"done\"}",
                        "{\"event\":\"placed\",\"acceleration\":{\"requested\":\"gpu\",\"obtained\":\"gpu\",\"placement\":{\"gpu\":7}}}"));

        assertThat(journal.session()).hasValueSatisfying(session -> {
            assertThat(session.version()).isEqualTo("1.29.0");
            assertThat(session.acceleration().placement()).containsOnlyKeys("gpu");
        });
    }

    @Test
    void aJournalCutAtAnyByteKeepsItsWholeLines() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        int samplesBefore = 0;
        for (int length = 0; length <= whole.length; length++) {
            Journal journal = JournalReader.parse(Arrays.copyOf(whole, length), JOURNAL);
            int samples = journal.samples().warmupNs().size()
                    + journal.samples().measureNs().size();
            assertThat(samples).isGreaterThanOrEqualTo(samplesBefore);
            assertThat(journal.ending().isPresent()).isEqualTo(length == whole.length);
            samplesBefore = samples;
        }
        assertThat(samplesBefore).isEqualTo(5);
    }

    @Test
    void damageInTheMiddleIsAFailureThatKeepsWhatStandsBeforeIt() {
        Journal journal = parse(WHOLE.replace(
                "\"samples\",\"phase\":\"measure\",\"ns\":[7,8", "\"samples\",\"phase\":\"measure\",\"ns\":[7" + "x"));

        assertThat(journal.samples().warmupNs().size()).isEqualTo(3);
        assertThat(journal.ending()).hasValueSatisfying(ending -> assertThat(ending)
                .isInstanceOfSatisfying(Journal.Ending.Failed.class, failed -> {
                    assertThat(failed.stage()).isEqualTo(Stage.MEASURE);
                    assertThat(failed.reason()).startsWith("the trial's journal is damaged");
                }));
    }

    @Test
    void noJournalIsATrialThatNeverStarted() {
        assertThat(parse("")).isEqualTo(Journal.NOTHING);
    }

    private static Journal parse(String text) {
        return JournalReader.parse(text.getBytes(StandardCharsets.UTF_8), JOURNAL);
    }
}
