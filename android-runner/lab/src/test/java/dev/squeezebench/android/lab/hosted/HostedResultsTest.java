package dev.squeezebench.android.lab.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.run.MeasuredJournal;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.LoadPattern;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a farm brings back becomes results, whatever somebody has made of it on the way. */
class HostedResultsTest {
    private static final String RUN = "0123456789abcdef";
    private static final Instant AT = Instant.parse("2026-11-26T20:00:00Z");

    private static final String FACTS = """
            ==properties
            [ro.product.manufacturer]: [Google]
            [ro.product.model]: [Pixel 3]
            [ro.soc.model]: [SDM845]
            [ro.build.version.release]: [12]
            [ro.product.cpu.abi]: [arm64-v8a]
            [sys.boot_completed]: [1]
            ==clock
            1790000000
            ==processors
            0 400 1766400
            4 1024 2803200
            """;

    private static final String READING = "{\"event\":\"reading\",\"at\":\"2026-11-26T20:00:00Z\",\"name\":\"%s\","
            + "\"value\":%s,\"unit\":\"%s\",\"source\":\"PowerManager\"}\n";

    private final Path folder;
    private final Path session;
    private int scratches;

    HostedResultsTest(@TempDir Path folder) {
        this.folder = folder;
        this.session = folder.resolve("media/lab");
    }

    private static Scenario scenario(String workload) {
        return new Scenario(
                workload,
                "split",
                "none",
                "float32",
                1,
                OptionalInt.of(128),
                OptionalInt.empty(),
                "tflite",
                "2.21.0",
                "xnnpack",
                1,
                Map.of(),
                LoadPattern.SINGLE_STREAM);
    }

    @BeforeEach
    void makeSession() throws IOException {
        Files.createDirectories(session);
        try (ResultWriter plan = ResultWriter.create(
                session.resolve("plan.jsonl"),
                new RunRecord(RUN, AT, "0.1.0", List.of("lab", "package"), 42, Map.of(), false, false, Map.of()))) {
            for (int round = 1; round <= 2; round++) {
                for (String workload : List.of("bert-base-uncased", "squeezebert-uncased")) {
                    plan.write(new Trial.Builder(RUN, AT, scenario(workload))
                            .group(Optional.of("g1"))
                            .place(round, 1)
                            .outcome(new TrialOutcome.Failed(Stage.START, "it was not run", true))
                            .outputCheck(new OutputCheck.NotChecked("not measured"))
                            .build());
                }
            }
        }
        Files.writeString(session.resolve("facts-before.txt"), FACTS);
        Files.writeString(session.resolve("facts-after.txt"), FACTS);
        round(1, String.format(READING, "thermal_status", "0", "level") + "{\"event\":\"ended\",\"cycles\":2}\n");
        round(2, "{\"event\":\"ended\",\"cycles\":2}\n");
    }

    private void round(int number, String events) throws IOException {
        Path round = session.resolve("rounds/00" + number);
        for (int arm = 0; arm < 2; arm++) {
            Path own = Files.createDirectories(round.resolve("arm" + arm));
            MeasuredJournal.write(own.resolve("journal.jsonl"), "2.21.0");
        }
        Files.writeString(
                round.resolve("round.jsonl"),
                "{\"event\":\"started\",\"launch\":\"hosted\",\"cpus\":[],\"clusters\":[]}\n" + events);
    }

    private HostedResults read(Path... given) throws IOException {
        return read(1 << 28, given);
    }

    private HostedResults read(long mostBytes, Path... given) throws IOException {
        return HostedResults.read(
                List.of(given),
                Files.createDirectory(folder.resolve("scratch" + ++scratches)),
                new Redaction(false),
                mostBytes);
    }

    private static List<Trial> trials(HostedResults results) {
        return results.records().stream()
                .filter(Trial.class::isInstance)
                .map(Trial.class::cast)
                .toList();
    }

    /** Name and content of each entry. */
    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        Path archive = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return archive;
    }

    private Map<String, byte[]> sessionFiles(String prefix) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(session)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                entries.put(prefix + session.relativize(file), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    @Test
    void aSessionBecomesARunOfItsDevice() throws IOException {
        HostedResults results = read(folder.resolve("media"));

        assertThat(results.sessions()).isEqualTo(1);
        assertThat(trials(results)).hasSize(4).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.launch()).contains(LaunchMode.HOSTED);
            assertThat(trial.run()).hasSize(16).isNotEqualTo(RUN);
            assertThat(trial.device().orElseThrow().model())
                    .hasValueSatisfying(model -> assertThat(model).contains("Pixel 3"));
            assertThat(trial.samples().measureNs().toArray())
                    .containsExactly(1_000_000, 1_000_001, 1_000_002, 1_000_003);
            assertThat(trial.acceleration().obtained()).contains("xnnpack");
            assertThat(trial.warnings()).extracting(Warning::code).containsExactly("not_controlled");
            assertThat(trial.warnings().get(0).message())
                    .contains("other apps", "the battery's charge", "the battery saver");
        });
        assertThat(results.records().stream().filter(RoundRecord.class::isInstance))
                .hasSize(2)
                .allSatisfy(
                        record -> assertThat(((RoundRecord) record).voided()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "16384, arm64-v8a, 4096 libx.so, true",
        "16384, arm64-v8a, 16384 libx.so, false",
        "4096, arm64-v8a, 4096 libx.so, false",
        "16384, x86_64, 4096 libx.so, false",
        "16384, arm64-v8a, 4096 \u001b[31m, false",
        "16384, arm64-v8a, 99999999999999999999 libx.so, false"
    })
    void librariesForSmallerPagesThanTheDevicesAreMarked(int page, String abi, String library, boolean isMarked)
            throws IOException {
        Files.writeString(
                session.resolve("facts-before.txt"),
                "==properties\n[squeezebench.library." + abi + "]: [" + library + "]\n" + FACTS + "==page\n" + page
                        + '\n');
        round(2, "{\"event\":\"void\",\"reason\":\"stopped\"}\n");
        Files.delete(session.resolve("rounds/002/arm0/journal.jsonl"));

        List<Trial> trials = trials(read(session));

        assertThat(trials)
                .filteredOn(trial -> trial.outcome() instanceof TrialOutcome.Failed)
                .hasSize(1);
        assertThat(trials).hasSize(4).allSatisfy(trial -> assertThat(trial.warnings())
                .extracting(Warning::code)
                .containsExactlyElementsOf(
                        isMarked && !(trial.outcome() instanceof TrialOutcome.Failed)
                                ? List.of("not_controlled", "page_compatibility")
                                : List.of("not_controlled")));
    }

    @Test
    void everyWayBackGivesTheSameRecordsOnce() throws IOException {
        HostedResults direct = read(folder.resolve("media"));
        Path zipped = zip("artifacts.zip", sessionFiles("sdcard/Android/media/dev.squeezebench/lab/"));
        Path outer = zip("customer.zip", Map.of("Artifacts/artifacts.zip", Files.readAllBytes(zipped)));
        Path printed = printed(sessionFiles(""), "INSTRUMENTATION_STATUS: ");

        assertThat(read(zipped)).isEqualTo(direct);
        assertThat(read(outer)).isEqualTo(direct);
        assertThat(read(printed)).isEqualTo(direct);
        assertThat(read(printed, outer, zipped, folder.resolve("media"))).isEqualTo(direct);
    }

    /** The text of instrumentation, its parts in disorder and one of them twice. */
    private Path printed(Map<String, byte[]> entries, String before) throws IOException {
        byte[] archive = Files.readAllBytes(zip("to-print.zip", entries));
        int size = 1000;
        int count = (archive.length + size - 1) / size;
        List<String> lines = new ArrayList<>();
        for (int part = 1; part <= count; part++) {
            byte[] bytes = Arrays.copyOfRange(archive, (part - 1) * size, Math.min(archive.length, part * size));
            lines.add(before + "squeezebench.part=deadbeef:" + part + '/' + count + ':'
                    + Base64.getEncoder().encodeToString(bytes));
        }
        Collections.reverse(lines);
        lines.add(lines.get(0));
        lines.add("INSTRUMENTATION_CODE: -1");
        return Files.write(folder.resolve("instrumentation.txt"), lines);
    }

    /** What Windows' PowerShell makes of {@code adb shell ... > instrumentation.txt}. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void theTextOfInstrumentationMayBeOfSixteenBitsALetter(String charset) throws IOException {
        Path printed = printed(sessionFiles(""), "INSTRUMENTATION_STATUS: ");
        String text = '\uFEFF' + Files.readString(printed).replace("\n", "\r\n");
        Files.write(printed, text.getBytes(java.nio.charset.Charset.forName(charset)));

        assertThat(read(printed).sessions()).isEqualTo(1);
    }

    /** Two groups and an arm by itself: each is a folder, in the plan's order, whatever its round's number is. */
    @Test
    void foldersAreNumberedThroughAllGroups() throws IOException {
        Files.delete(session.resolve("plan.jsonl"));
        try (ResultWriter plan = ResultWriter.create(
                session.resolve("plan.jsonl"),
                new RunRecord(RUN, AT, "0.1.0", List.of("lab", "package"), 42, Map.of(), false, false, Map.of()))) {
            for (Optional<String> group : List.of(Optional.of("g1"), Optional.of("g2"), Optional.<String>empty())) {
                plan.write(new Trial.Builder(RUN, AT, scenario("squeezebert-uncased"))
                        .group(group)
                        .place(1, 1)
                        .outcome(new TrialOutcome.Failed(Stage.START, "it was not run", true))
                        .outputCheck(new OutputCheck.NotChecked("not measured"))
                        .build());
            }
        }
        round(3, "{\"event\":\"ended\",\"cycles\":0}\n");

        HostedResults results = read(session);
        assertThat(trials(results))
                .hasSize(3)
                .allMatch(Trial::counts)
                .extracting(Trial::round)
                .containsOnly(1);
        assertThat(results.records().stream().filter(RoundRecord.class::isInstance))
                .extracting(record -> ((RoundRecord) record).group() + ' ' + ((RoundRecord) record).round())
                .containsExactly("g1 1", "g2 1");
    }

    @Test
    void whatDidNotComeBackIsNamed() throws IOException {
        Files.delete(session.resolve("rounds/002/round.jsonl"));
        Files.delete(session.resolve("rounds/002/arm1/journal.jsonl"));

        List<Trial> trials = trials(read(session));
        assertThat(trials.get(0).counts()).isTrue();
        assertThat(trials.get(2).outcome()).isEqualTo(TrialOutcome.Invalid.ROUND_VOID);
        assertThat(trials.get(3).outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("nothing came back of this round"));
    }

    @Test
    void aLongRoundIsThereForTheHeatAndCounts() throws IOException {
        Path plan = session.resolve("plan.jsonl");
        Files.writeString(
                plan, Files.readString(plan).replaceFirst("\"settings\":\\{", "\"settings\":{\"sustain\":\"30m\""));
        round(1, String.format(READING, "thermal_status", "2", "level") + "{\"event\":\"ended\",\"cycles\":2}\n");

        List<Trial> trials = trials(read(session));
        assertThat(trials.get(0).counts()).isTrue();
        assertThat(trials.get(0).warnings()).extracting(Warning::code).contains("throttled");
    }

    @Test
    void whatTheDeviceSaidOfItselfMakesARoundInvalid() throws IOException {
        round(1, String.format(READING, "thermal_status", "2", "level") + "{\"event\":\"ended\",\"cycles\":2}\n");
        round(
                2,
                "{\"event\":\"invalid\",\"flag\":\"cpuset_differs\",\"message\":\"two groups\"}\n"
                        + String.format(READING, "battery_temperature", "44.5", "celsius")
                        + "{\"event\":\"ended\",\"cycles\":2}\n");

        List<Trial> trials = trials(read(session));
        assertThat(trials.get(0).outcome()).isEqualTo(new TrialOutcome.Invalid(List.of("throttled")));
        assertThat(trials.get(0).warnings()).extracting(Warning::code).contains("throttled");
        assertThat(trials.get(2).outcome()).isEqualTo(new TrialOutcome.Invalid(List.of("cpuset_differs", "hot")));
    }

    @Test
    void aVoidRoundAndOneWithoutEndDoNotCount() throws IOException {
        round(1, "{\"event\":\"void\",\"reason\":\"the process of arm 1 ended with exit code 139\"}\n");
        round(2, "{\"event\":\"cycle\",\"cycle\":1}\n");

        assertThat(read(session).records().stream()
                        .filter(RoundRecord.class::isInstance)
                        .map(record -> ((RoundRecord) record).voided().orElse("")))
                .satisfiesExactly(first -> assertThat(first).contains("exit code 139"), second -> assertThat(second)
                        .contains("told no end"));
        assertThat(trials(read(session))).noneMatch(Trial::counts);
    }

    @Test
    void filesThatAJournalNamesElsewhereAreNotRead() throws IOException {
        Path journal = session.resolve("rounds/001/arm0/journal.jsonl");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String lines = Files.readString(journal);
        Files.writeString(journal, "{\"event\":\"outputs\",\"file\":\"" + secret + "\"}\n" + lines);

        assertThat(trials(read(session)).get(0).outputCheck())
                .isEqualTo(new OutputCheck.NotChecked("no outputs came back from the lab"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "a/../../outside",
                "/tmp/outside",
                "a\\..\\outside",
                "C:outside",
                "./outside",
                "a\nb",
                "..",
                "a/.."
            })
    void anEntryThatLeadsOutIsRefusedAndNothingIsWritten(String name) throws IOException {
        Path archive = zip("bad.zip", Map.of(name, "x".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("bad.zip: it has an entry ")
                .hasMessageContaining("which may lead out of its folder")
                .hasMessageNotContaining("\n");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(path -> path.toString().contains("outside"))).isEmpty();
        }
    }

    @Test
    void whatIsUnpackedIsLimitedByWhatComesOut() throws IOException {
        Path bomb = zip("bomb.zip", Map.of("zeros", new byte[3 << 20]));

        assertThat(Files.size(bomb)).isLessThan(10_000);
        assertThatThrownBy(() -> read(1 << 20, bomb))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("more than 1 MiB come out of it");
    }

    @Test
    void archivesAreNotUnpackedForEver() throws IOException {
        byte[] inner = "x".getBytes(StandardCharsets.UTF_8);
        for (int depth = 0; depth < 5; depth++) {
            inner = Files.readAllBytes(zip("nested.zip", Map.of("inner.zip", inner)));
        }

        assertThatThrownBy(() -> read(folder.resolve("nested.zip")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("more than 3 deep");
    }

    @Test
    void damagedArchivesHaveOneLine() throws IOException {
        byte[] good = Files.readAllBytes(zip("good.zip", sessionFiles("")));
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(good, good.length / 2));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(both)) {
            for (String name : List.of("a", "a/b")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        Path contradictory = Files.write(folder.resolve("both.zip"), both.toByteArray());

        for (Path file : List.of(cut, contradictory)) {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("it cannot be unpacked")
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> read(folder.resolve("missing.zip"))).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> read(Files.writeString(folder.resolve("notes.txt"), "nothing")))
                .hasMessageContaining("nothing that squeezebench measured is in it");
    }

    @Test
    void partsThatAreMissingOrContradictAreTold() throws IOException {
        Path whole = printed(sessionFiles(""), "");
        List<String> lines = Files.readAllLines(whole);
        Path missing = Files.write(
                folder.resolve("missing.txt"),
                lines.stream().filter(line -> !line.contains(":1/")).toList());
        List<String> changed = new ArrayList<>(lines);
        changed.add("squeezebench.part=deadbeef:2/" + (lines.size() - 2) + ":QUJD");
        Path contradicts = Files.write(folder.resolve("contradicts.txt"), changed);
        Path enormous = Files.writeString(
                folder.resolve("enormous.txt"), "squeezebench.part=deadbeef:1/9999:" + "A".repeat(3_000_000));

        assertThatThrownBy(() -> read(missing))
                .hasMessageContaining("part 1 of ")
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> read(contradicts)).hasMessageContaining("contradicts another");
        assertThatThrownBy(() -> read(enormous)).hasMessageContaining("nothing that squeezebench measured");
    }
}
