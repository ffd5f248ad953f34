package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SuiteTest {
    private static final Path SUITES =
            Path.of(Objects.requireNonNull(System.getProperty("root.dir"))).resolve("suites");

    private final Path folder;

    SuiteTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The part of {@code run} that is about settings. */
    @Command
    private static final class Flags {
        @Mixin
        private Settings settings = new Settings();

        @Mixin
        private SuiteOption suite = new SuiteOption();

        private final CommandLine line = new CommandLine(this);

        static Flags of(String... arguments) {
            Flags flags = new Flags();
            flags.line.parseArgs(arguments);
            return flags;
        }

        Settings inForce(String... planned) {
            return suite.settings(settings, line.getCommandSpec(), SUITES, List.of(planned));
        }

        Map<String, String> words(String... planned) {
            return suite.words(
                    line.getCommandSpec(),
                    SUITES,
                    List.of(planned),
                    List.of("onnxruntime:cpu", "tflite:xnnpack"),
                    UnaryOperator.identity());
        }

        List<String> saidWithoutFiles() {
            return suite.saidWithoutFiles(line.getCommandSpec(), SUITES);
        }
    }

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SUITES)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList().stream();
        }
    }

    @Test
    void theDistributionHasTheSuitesOfTheManual() throws IOException {
        assertThat(names()).containsExactlyInAnyOrder("smoke", "default", "paper", "lengths");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySuiteOfTheDistributionIsRight(String name) {
        assertThat(Flags.of("--suite", name).inForce().workloads()).hasSize(2);
    }

    @Test
    void theDefaultSuiteIsWhatRunsWithoutAnyFlag() {
        Map<String, String> words = new HashMap<>(Flags.of("--suite=default").words());

        assertThat(words.remove("suite")).isEqualTo("default");
        assertThat(words).isEqualTo(Flags.of().words());
    }

    @Test
    void flagsBesideASuiteWin() {
        Settings settings = Flags.of("--suite", "lengths", "--sequence-length", "16", "--rounds", "7")
                .inForce();

        assertThat(settings.selection().sequenceLengths()).containsExactly(16);
        assertThat(settings.length().rounds()).hasValue(7);
        assertThat(settings.workloads()).containsExactly("bert-base-uncased", "squeezebert-uncased");
        assertThat(settings.length().timeBudget()).hasMinutes(40);
    }

    @Test
    void flagsAndSuitesWinOverThePlanOfABundle() {
        String[] planned = {"--workload=bert-tiny", "--batch=4", "--model=a.onnx", "--model=b.onnx"};

        Settings settings = Flags.of("--batch", "2").inForce(planned);
        assertThat(settings.workloads()).containsExactly("bert-tiny");
        assertThat(settings.selection().batches()).containsExactly(2);
        assertThat(settings.files().models()).containsExactly(Path.of("a.onnx"), Path.of("b.onnx"));
        assertThat(Flags.of().words(planned)).containsEntry("workload", "bert-tiny");
        assertThat(Flags.of("--suite", "default").inForce(planned).workloads()).doesNotContain("bert-tiny");
    }

    @Test
    void thePlanOfABundleIsWhatWasSaidWithoutTheUsersFiles() {
        assertThat(Flags.of("--suite", "smoke", "--batch=3", "--model", "a.onnx", "--native-library", "lib")
                        .saidWithoutFiles())
                .contains("--batch=3", "--quick=true")
                .noneMatch(flag -> flag.contains("a.onnx") || flag.contains("native-library"));
    }

    @Test
    void aRunIsTakenUpByTheWordsAloneWhateverBecameOfTheSuite() {
        Map<String, String> words = Flags.of("--suite", "smoke", "--batch=2").words();

        Settings resumed = Settings.ofWords(words, Map.of());

        assertThat(resumed.workloads()).containsExactly("bert-tiny", "squeezebert-tiny");
        assertThat(resumed.selection().batches()).containsExactly(2);
        assertThat(resumed.length().quick()).isTrue();
        assertThat(words).containsEntry("suite", "smoke");
    }

    @Test
    void listsAndSingleValuesAreTheSameWordsAsOnTheCommandLine() {
        Settings settings = Flags.of(
                        "--suite", write("workload: [bert-tiny,\n  squeezebert-tiny]\nbatch: 1,2\nquick: true\n"))
                .inForce();

        assertThat(settings.workloads()).containsExactly("bert-tiny", "squeezebert-tiny");
        assertThat(settings.selection().batches()).containsExactly(1, 2);
        assertThat(settings.length().quick()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worklod: bert-tiny|:1:1: unknown flag 'worklod': did you mean 'workload'?",
                "# note\n  out: x|:2:3: unknown flag 'out'",
                "batch: 1\nworkload: [bert-tny]|:2:1: unknown workload 'bert-tny': did you mean 'bert-tiny'?",
                "batch: 0|:1:1: --batch 0: must be between 1 and 1024",
                "sequence-length: many|'many' is no whole number",
                "rounds: 1e9|:1:1: --rounds '1e9' is no whole number",
                "padding: 25|:1:1: --padding '25' is no whole percentage",
                "fail-on: [drift, contnded]|:1:1: unknown warning in --fail-on 'contnded': did you mean 'contended'?",
                "time-budget: soon|:1:1: --time-budget 'soon' is not a time such as 90s, 3m or 1h30m",
                "batch: 1\nbatch: 2|:2:1: duplicate key 'batch'",
                "batch:|expected a value or a list for 'batch'",
                "batch: [[1]]|:1:9: expected a value in the list of 'batch'",
                "batch: {a: 1}|:1:8: expected a value or a list for 'batch'",
                "batch: &a 1\nthreads: *a|:2:10: expected a value or a list for 'threads'",
                "- batch|:1:1: expected flags and their values",
                "batch: 1\n---\nbatch: 2|:2:1: expected one document only",
                "? [batch]\n: 1|:1:3: expected the name of a flag",
                "batch: [1|:1:10: ",
                "batch: \"\u0007\"|not YAML",
                "|expected flags and their values"
            })
    void whatIsWrongIsSaidWithItsPlace(String fileAndMessage) {
        int at = fileAndMessage.lastIndexOf('|');
        String file = write(fileAndMessage.substring(0, at));

        assertThatThrownBy(() -> Flags.of("--suite", file).inForce())
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(file)
                .hasMessageContaining(fileAndMessage.substring(at + 1))
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void aSuiteNeverDecidesWhatCodeIsLoaded() {
        String suite = write("workload: bert-tiny\nnative-library: libonnxruntime.so\n");

        assertThatThrownBy(() -> Flags.of("--suite", suite).inForce())
                .isInstanceOf(UserException.class)
                .hasMessage(suite + ":2:1: a suite cannot choose a library that is loaded: give --native-library on the"
                        + " command line");
        assertThat(Flags.of("--suite", suite, "--native-library", "mine.so")
                        .inForce()
                        .nativeLibrary()
                        .path())
                .contains(Path.of("mine.so"));
    }

    @Test
    void deepFilesAndLongOnesAreRefusedWithoutBeingUnfolded() throws IOException {
        String deep = write("batch: " + "[".repeat(60_000));
        assertThatThrownBy(() -> Flags.of("--suite", deep).inForce()).isInstanceOf(UserException.class);
        Path longer = Files.writeString(folder.resolve("long.yaml"), "#".repeat(1 << 17));
        assertThatThrownBy(() -> Flags.of("--suite", longer.toString()).inForce())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("too many for a suite");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {(byte) 0xe4, ':', ' ', '1'});
        assertThatThrownBy(() -> Flags.of("--suite", latin.toString()).inForce())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is not UTF-8; save it so");
    }

    @Test
    void aSuiteThatIsMissingBringsTheNearestName() {
        assertThatThrownBy(() -> Flags.of("--suite", "smok").inForce()).hasMessageContaining("did you mean 'smoke'?");
        assertThatThrownBy(() -> Flags.of("--suite", "nothing").inForce())
                .hasMessageContaining("default, lengths, paper, smoke");
        assertThatThrownBy(() -> Flags.of("--suite", "gone.yaml").inForce()).hasMessageContaining("no such file");
    }

    @Test
    void aResumedRunTakesNoSuite() {
        assertThatThrownBy(() -> Flags.of("--suite", "smoke").suite.refuseGiven())
                .hasMessageContaining("--resume");
    }

    private String write(String yaml) {
        try {
            return Files.writeString(Files.createTempFile(folder, "suite", ".yaml"), yaml)
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
