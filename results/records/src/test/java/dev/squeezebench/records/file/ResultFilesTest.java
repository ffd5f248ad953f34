package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFilesTest {
    private final Path folder;
    private final Path file;

    ResultFilesTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("results.jsonl");
    }

    @Test
    void areReadBackAsWritten() throws IOException {
        writeAll();
        assertThat(ResultReader.read(file)).isEqualTo(new Results(Examples.all(), List.of()));
    }

    /** Lines that end within, at and behind a block, and one that is longer than several. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void areReadTheSameInWhateverPiecesTheyCome(int piece) throws IOException {
        List<ResultRecord> records = new ArrayList<>(Examples.all());
        Trial trial = Examples.measured(Examples.RUN, Examples.BERT, 9, 1_000_000);
        Samples samples = new Samples(
                OptionalLong.of(1),
                OptionalLong.of(1),
                LongSeries.of(),
                LongSeries.of(LongStream.range(1_000_000_000, 1_000_020_000).toArray()),
                LongSeries.of(),
                LongSeries.of());
        records.add(trial.toBuilder().samples(samples).build());
        write(records);
        InputStream slow = new ByteArrayInputStream(Files.readAllBytes(file)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(piece, length));
            }
        };

        assertThat(ResultReader.read(slow, file)).isEqualTo(new Results(records, List.of()));
    }

    @Test
    void whatABundleHeldStandsInItsRunsAndNowhereElse() throws IOException {
        RunRecord plain = Examples.run();
        RunRecord bundled = new RunRecord(
                plain.run(),
                plain.at(),
                plain.version(),
                plain.commandLine(),
                plain.seed(),
                plain.settings(),
                plain.quick(),
                plain.identified(),
                Map.of("onnxruntime", "1.29.0", "libz.so.1", "sha256:ab"));

        Files.write(file, RecordLine.of(bundled));

        assertThat(ResultReader.read(file).records()).containsExactly(bundled);
        assertThat(Files.readString(file)).contains("\"bundle\":{\"libz.so.1\":\"sha256:ab\",");
        assertThat(new String(RecordLine.of(plain), StandardCharsets.UTF_8)).doesNotContain("bundle");
    }

    @Test
    void areReadUpToTheLastWholeLineWhereverTheyAreCut() throws IOException {
        // One of each kind, small ones: every cut is read anew.
        List<ResultRecord> records = List.of(
                Examples.run(),
                Examples.bareEnvironment(),
                Examples.model(),
                Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 56_000_000));
        write(records);
        byte[] whole = Files.readAllBytes(file);
        int lines = 0;
        int lineStart = 0;
        for (int cut = 0; cut <= whole.length; cut++) {
            if (cut > 0 && whole[cut - 1] == '\n') {
                lines++;
                lineStart = cut;
            }
            Results results = ResultReader.read(new ByteArrayInputStream(whole, 0, cut), file);
            assertThat(results.records()).as("cut at " + cut).isEqualTo(records.subList(0, lines));
            assertThat(results.warnings()).as("cut at " + cut).hasSize(cut == lineStart ? 0 : 1);
        }
    }

    @Test
    void canBeGoneOnWithWhereverTheyWereCut() throws IOException {
        writeAll();
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut += 197) {
            Files.write(file, Arrays.copyOf(whole, cut));
            List<ResultRecord> expected =
                    new ArrayList<>(ResultReader.read(file).records());
            long end = wholeLines(whole, cut);
            Optional<Path> torn = TornTail.moveAside(file);
            assertThat(torn.isPresent()).isEqualTo(end < cut);
            if (torn.isPresent()) {
                assertThat(torn.get().getFileName()).hasToString("results.jsonl.torn");
                assertThat(Files.readAllBytes(torn.get())).isEqualTo(Arrays.copyOfRange(whole, (int) end, cut));
                Files.delete(torn.get());
            }
            try (ResultWriter writer = ResultWriter.append(file)) {
                writer.write(Examples.model());
            }
            expected.add(Examples.model());
            assertThat(ResultReader.read(file)).isEqualTo(new Results(expected, List.of()));
        }
    }

    @Test
    void keepTornTailsOfSeveralDeathsOneAfterTheOther() throws IOException {
        for (String tail : List.of("{\"a", "{\"b")) {
            Files.writeString(file, tail, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            TornTail.moveAside(file);
        }
        assertThat(folder.resolve("results.jsonl.torn")).hasContent("{\"a{\"b");
        assertThat(file).isEmptyFile();
    }

    @Test
    void ofANewerSchemaAreRefusedByName() throws IOException {
        Files.writeString(file, "{\"schema\":\"squeezebench/3\",\"record\":\"run\"}\n");
        assertThatExceptionOfType(ResultFileException.class)
                .isThrownBy(() -> ResultReader.read(file))
                .withMessage(file + " line 1 is written in schema squeezebench/3; this program reads up to"
                        + " squeezebench/2: use a newer squeezebench");
    }

    @Test
    void ofSomebodyElseAreRefused() throws IOException {
        Files.writeString(file, "{\"schema\":\"jmh\",\"record\":\"run\"}\n");
        assertThatIOException().isThrownBy(() -> ResultReader.read(file)).withMessageContaining("not a result file");
        Files.writeString(file, "hello\n");
        assertThatIOException()
                .isThrownBy(() -> ResultReader.read(file))
                .withMessageContaining("is no result file of squeezebench");
    }

    @Test
    void withABrokenLineInTheMiddleAreRefusedNamingLineAndField() throws IOException {
        writeAll();
        String text = Files.readString(file).replace("\"measure_ns\":[56000000", "\"measure_ns\":[\"56\"");
        Files.writeString(file, text);
        assertThatIOException()
                .isThrownBy(() -> ResultReader.read(file))
                .withMessage(file + " line 5 field samples.measure_ns is not an array of integers");
    }

    @Test
    void mayHoldFieldsAndRecordsThatThisVersionDoesNotKnow() throws IOException {
        writeAll();
        String head = "{\"schema\":\"squeezebench/2\",";
        String text = Files.readString(file).replace(head, head + "\"colour\":{\"a\":[1]},");
        Files.writeString(file, text + head + "\"record\":\"omen\",\"run\":\"r\",\"at\":\"2026-11-23T00:00:00Z\"}\n");
        Results results = ResultReader.read(file);
        assertThat(results.records()).isEqualTo(Examples.all());
        assertThat(results.warnings()).extracting(Warning::code).containsExactly("unknown_record");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# SqueezeBench\n\nA harness.\n",
                "\b\n:onnx\0\n\1\n",
                "\u001f\u008b\u0008\u0000\n",
                "no line end",
                "{\"a\":1}\n",
                "{\n  \"name\": \"package\"\n}\n",
                "{\"name\": \"package\"}",
                "[1,2]\n"
            })
    void whatIsNoResultFileIsSaidToBeNone(String content) throws IOException {
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(ResultFileException.class)
                .isThrownBy(() -> ResultReader.read(file))
                .withMessageStartingWith(file + " is no result file of squeezebench: ")
                .withMessageEndingWith("; give the folder or the results.jsonl of a run");
    }

    @Test
    void mayBeginWithAByteOrderMark() throws IOException {
        writeAll();
        Files.writeString(file, "\ufeff" + Files.readString(file));
        assertThat(ResultReader.read(file)).isEqualTo(new Results(Examples.all(), List.of()));
    }

    @Test
    void withTrialsMeasuredTwiceLoseTheSecondAndWarn() throws IOException {
        Trial trial = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 56_000_000);
        Trial again = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 59_000_000);
        Trial failed = Examples.ended(
                new TrialOutcome.Failed(Stage.LOAD, "killed"), new OutputCheck.NotChecked("not measured"));
        List<ResultRecord> single = List.of(
                Examples.run(),
                failed,
                trial,
                Examples.measured(Examples.RUN, Examples.SQUEEZE, 2, 57_000_000),
                Examples.measured(Examples.RUN, Examples.BERT, 1, 57_000_000),
                Examples.measured("other", Examples.SQUEEZE, 1, 57_000_000),
                again.toBuilder().arm("candidate").build(),
                again.toBuilder().attempt(2).build());
        List<ResultRecord> doubled = new ArrayList<>(single);
        doubled.add(again);
        doubled.add(trial);
        write(doubled);
        Results results = ResultReader.read(file);
        assertThat(results.records()).isEqualTo(single);
        assertThat(results.warnings())
                .containsExactly(WarningCode.DUPLICATE_TRIAL.warning(
                        "a trial was measured twice, the later one is left out: run r-7f3a, round 1, "
                                + Examples.SQUEEZE.id() + " and 1 more in " + file));
    }

    /** Two copies of one interrupted run, each continued by itself. */
    @Test
    void ofOneRunThatWereContinuedTwiceAreNotPooled() throws IOException {
        Path copy = folder.resolve("copy.jsonl");
        Trial trial = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 56_000_000);
        Trial other = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 59_000_000);
        write(List.of(Examples.run(), trial));
        Files.write(copy, RecordLine.of(Examples.run()));
        Files.write(copy, RecordLine.of(other), StandardOpenOption.APPEND);
        Results merged = ResultReader.read(List.of(file, copy));
        assertThat(merged.trials()).containsExactly(trial);
        assertThat(merged.warnings()).extracting(Warning::code).containsExactly("duplicate_trial");
    }

    @Test
    void whoseScenarioIdContradictsItsPartsAreReadWithAWarning() throws IOException {
        Trial trial = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 56_000_000);
        write(List.of(Examples.run(), trial));
        Files.writeString(file, Files.readString(file).replace("/b1/s128@", "/b2/s128@"));
        Results results = ResultReader.read(file);
        assertThat(results.trials()).containsExactly(trial);
        assertThat(results.warnings())
                .containsExactly(WarningCode.SCENARIO_MISMATCH.warning(
                        "the scenario id contradicts the trial's other fields, which are used: " + file + " line 2"));
    }

    /** A resumption on another machine: what it measured is never pooled with what was measured before. */
    @Test
    void ofARunThatWentOnElsewhereKeepTheMachineOfEachTrial() throws IOException {
        Environment here = Examples.environment();
        Environment there = Examples.bareEnvironment();
        Trial trial = unplaced(1);
        Trial later = unplaced(2);
        write(List.of(Examples.run(), here, trial, there, later));
        assertThat(ResultReader.read(file).trials())
                .extracting(Trial::device)
                .containsExactly(Optional.of(here.device()), Optional.of(there.device()));
    }

    /** A trial that does not say where it ran, as in version 1. */
    private static Trial unplaced(int round) {
        return Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 56_000_000).toBuilder()
                .device(Optional.empty())
                .build();
    }

    @Test
    void countTrialsInTurnsOnlyWithTheRecordOfTheirRound() throws IOException {
        Trial turns = Examples.turnTrial();
        TrialOutcome lost = new TrialOutcome.Invalid(List.of(WarningCode.ROUND_VOID.word()));
        write(List.of(Examples.run(), turns, Examples.round()));
        assertThat(ResultReader.read(file).trials()).containsExactly(turns);
        Files.delete(file);
        write(List.of(Examples.run(), turns));
        assertThat(ResultReader.read(file).trials()).containsExactly(turns.withOutcome(lost));
        Trial again = turns.toBuilder().attempt(2).build();
        Files.delete(file);
        write(List.of(Examples.run(), again, Examples.round()));
        assertThat(ResultReader.read(file).trials()).containsExactly(again.withOutcome(lost));
        Files.delete(file);
        write(List.of(Examples.run(), turns.toBuilder().place(2, 1).build(), Examples.voidRound()));
        assertThat(ResultReader.read(file).trials())
                .containsExactly(turns.toBuilder().place(2, 1).outcome(lost).build());
    }

    @Test
    void thatDoNotExistAreNamed() {
        assertThatIOException()
                .isThrownBy(() -> ResultReader.read(file))
                .withMessageContaining("there is no result file " + file);
    }

    @Test
    void ofACopiedRunCountOnceWhenMerged() throws IOException {
        writeAll();
        Path copy = folder.resolve("copy.jsonl");
        Files.write(copy, RecordLine.of(Examples.run()));
        Results merged = ResultReader.read(List.of(file, copy, file));
        assertThat(merged.records()).isEqualTo(Examples.all());
    }

    @Test
    void areNeverOverwritten() throws IOException {
        writeAll();
        assertThatThrownBy(() -> ResultWriter.create(file, Examples.run()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(ResultReader.read(file).records()).hasSize(Examples.all().size());
    }

    @Test
    void thatAreDerivedAreReplacedInOneStep() throws IOException {
        Path derived = folder.resolve("comparisons.jsonl");
        ResultWriter.replace(derived, List.of(Examples.comparison(), Examples.comparison()));
        ResultWriter.replace(derived, List.of(Examples.rangeComparison()));
        assertThat(ResultReader.read(derived).comparisons()).containsExactly(Examples.rangeComparison());
        assertThat(folder.resolve("comparisons.jsonl.next")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellWhenTheDiskIsFull() throws IOException {
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        try (ResultWriter writer = new ResultWriter(file, full)) {
            assertThatExceptionOfType(DiskFullException.class)
                    .isThrownBy(() -> writer.write(Examples.run()))
                    .withMessage("no room left on the disk of " + file
                            + ": what was written before is whole; free some space and go on with --resume");
        }
    }

    /** Seeded damage: whatever the bytes, reading ends with records or one line, never with a crash. */
    @Test
    void thatAreDamagedNeverCrashTheReader() throws IOException {
        writeAll();
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ResultReader.read(new ByteArrayInputStream(damaged), file);
            } catch (ResultFileException e) {
                assertThat(e).message().doesNotContain("\n");
            }
        }
    }

    @Test
    void inAnUnreadableEncodingAreRefused() throws IOException {
        Files.write(file, "{\"schema\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> ResultReader.read(file)).withMessageContaining("it is not UTF-8");
    }

    private void writeAll() throws IOException {
        write(Examples.all());
    }

    private void write(List<ResultRecord> records) throws IOException {
        try (ResultWriter writer = ResultWriter.create(file, Examples.run())) {
            for (ResultRecord record : records.subList(1, records.size())) {
                writer.write(record);
            }
        }
    }

    private static long wholeLines(byte[] bytes, int cut) {
        int end = cut;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
