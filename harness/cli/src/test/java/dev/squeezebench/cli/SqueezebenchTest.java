package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.plan.GoldenFolders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The whole command line in this process, up to where a child would be started. */
class SqueezebenchTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, environment));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private int execute(String line) {
        return execute(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void claimsWithoutResultsAreThePublishedFigures() {
        assertThat(execute("claims")).isZero();
        assertThat(out.toString()).contains("squeezebert-pixel-3", "4.3x", "Pixel 3", "2006.11316");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rnu | unknown command 'rnu': did you mean 'run'?; see 'squeezebench --help'",
                "run --worklod x | unknown option '--worklod': did you mean '--workload'?; see 'squeezebench run --help'",
                "run --verbose | unknown option '--verbose': there is no more to print",
                "run -w x | unknown option '-w': did you mean '--workload'?",
                "report --out x | unknown option '--out': did you mean '--charts'?",
                "version | unknown command 'version': did you mean '--version'?",
                "foo | unknown command 'foo': there are run, gate, profile, list, doctor",
                "--quick run | '--quick' is an option of 'squeezebench run': options follow their command, as in 'squeezebench run --quick'",
                "--workload x run | '--workload' is an option of 'squeezebench run'",
                "run squeezebert-uncased | unexpected argument 'squeezebert-uncased': did you mean --workload squeezebert-uncased?",
                "run net.onnx | unexpected argument 'net.onnx': did you mean --model net.onnx?",
                "run --workload a b | unexpected argument 'b': several values are separated by commas, as in --workload a,b",
                "run --sequence-length abc | --sequence-length 'abc' is no whole number such as 4, or 1-8 for a range",
                "run --padding 100% | --padding '100%' is no whole percentage from 0% to 99%, such as 25%",
                "run --batch 1-100000 | --batch '1-100000' is no list of at most 4096 numbers",
                "run --batch 8-1 | --batch '8-1' is no range: write the smaller number first",
                "run --seed abc | --seed 'abc': not a whole number",
                "run --quick=maybe | --quick 'maybe': it is a switch, without a value",
                "run --time-budget soon | --time-budget 'soon' is not a time such as 90s, 3m or 1h30m",
                "run --format yaml | --format 'yaml': there are text, markdown, latex, csv, json",
                "run --format jsn | --format 'jsn': did you mean 'json'?",
                "report gone | there is no results.jsonl in 'gone'",
                "claims gone | there is no results.jsonl in 'gone'",
                "run --resume gone | there is no results.jsonl in it",
                "run --resume a --out b | --resume and --out exclude each other",
                "profile --flame gpu | unknown event of --flame 'gpu': there are cpu, wall, nativemem",
                "profile --flame cpu --resume a | --flame and --resume: flame graphs are drawn while a profile is taken",
                "models inspect bert-tny | unknown workload 'bert-tny': did you mean 'bert-tiny'?",
                "models inspect sentence-transformers/all-MiniLM-L6-v2 | hf download sentence-transformers/all-MiniLM-L6-v2 config.json",
                "models inspect gone/net.onnx | net.onnx: no such file",
                "models inspect gone.onnx | gone.onnx: no such file",
                "models | name one of list, build, verify, inspect, clean"
            })
    void usageErrorsAreOneLineWithExitCodeTwo(String line, String message) {
        assertThat(execute(line)).isEqualTo(2);
        assertThat(err.toString().strip().lines())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("squeezebench: ").contains(message));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutACommandTheFirstOneToTryIsNamed() {
        assertThat(execute("")).isEqualTo(2);
        assertThat(err.toString()).contains("try 'squeezebench run'");
    }

    @Test
    void aDistributionThatIsNotWholeIsNotUsable() {
        assertThat(execute("list")).isEqualTo(5);
        assertThat(err.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("is not whole"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "list", "doctor", "models verify"})
    void aBundleThatWasChangedIsNotUsable(String command) throws Exception {
        Files.createDirectory(folder.resolve("runtime"));

        int code = Squeezebench.execute(
                new Surroundings(folder, false, false, Map.of()),
                new PrintWriter(out),
                new PrintWriter(err),
                command.split(" ", -1));

        assertThat(code).isEqualTo(5);
        assertThat(err.toString()).contains("bundle.json is missing").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "profile",
                "list",
                "doctor",
                "models",
                "report",
                "compare",
                "export",
                "claims",
                "claims check",
                "bundle",
                "devices",
                "devices prepare",
                "devices restore",
                "devices clean",
                "import",
                "lab",
                "lab run",
                "lab status",
                "lab resume",
                "lab package",
                "models build",
                "models clean",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        assertThat(execute(command + " --help")).isZero();
        assertThat(out.toString()).startsWith("Usage: squeezebench " + command);
        assertThat(out.toString().lines().map(String::length)).allMatch(length -> length <= 100);
    }

    /** In the overview stands the first of a command's paragraphs, which has to end as a sentence does. */
    @Test
    void whatTheOverviewSaysOfACommandIsASentence() {
        firstParagraphs(Squeezebench.commandLine(new Surroundings(folder, false, false, Map.of())));
    }

    private static void firstParagraphs(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()[0])
                .as(command.getCommandSpec().qualifiedName())
                .matches("(?s)(%n)?[A-Z].*[.](%n)?");
        command.getSubcommands().values().forEach(SqueezebenchTest::firstParagraphs);
    }

    @Test
    void helpIsACommandToo() {
        assertThat(execute("help run")).isZero();
        assertThat(out.toString()).startsWith("Usage: squeezebench run");
        execute("help");
        assertThat(out.toString()).contains("Usage: squeezebench [-hV] COMMAND");
        assertThat(execute("help rnu")).isEqualTo(2);
    }

    @Test
    void helpFitsTheTerminal() {
        assertThat(execute(Map.of("COLUMNS", "60"), "run", "--help")).isZero();
        assertThat(out.toString().lines().map(String::length)).allMatch(length -> length <= 60);
        assertThat(execute(Map.of("COLUMNS", "20"), "--help")).isZero();
    }

    @Test
    void everyExitCodeIsNamed() {
        execute("--help");

        assertThat(out.toString())
                .containsPattern("(?m)^ *0 ")
                .containsPattern("(?m)^ *1 ")
                .containsPattern("(?m)^ *3 ");
        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).contains(" " + code.code());
        }
        assertThat(out.toString()).contains("143", "129");
    }

    @Test
    void shellsCompleteEveryCommandAndOption() {
        assertThat(execute("completion")).isZero();
        assertThat(out.toString())
                .contains(
                        "run gate profile list doctor models report compare export bundle claims devices import lab",
                        "--sequence-length",
                        "complete -F");
    }

    @Test
    void laterCommandsAreNotListed() {
        execute("--help");

        assertThat(out.toString()).doesNotContain("tune");
    }

    @Test
    void countsAreThePublishedOnes() {
        assertThat(execute("models inspect bert-base-uncased squeezebert-uncased --format csv"))
                .isZero();
        // Devlin et al. 2019 and the model card of squeezebert-uncased: 109.48 M and 51.1 M parameters.
        assertThat(out.toString()).contains("total,109482240,").contains("total,51089664,");
    }

    @Test
    void aCheckpointIsShownWithWhatItIsWhatItCostsAndWhatOfItIsIgnored() {
        Path golden = GoldenFolders.of("squeezebert-mlm-zip");

        assertThat(execute(Map.of(), "models", "inspect", golden.toString(), "--format", "csv"))
                .isZero();
        assertThat(out.toString())
                .contains("groups,\"2, 4, 1, 1, 8, 2\"")
                .contains("positions,40")
                .contains("file,\"pytorch_model.bin, 247825 bytes\"")
                .contains("stored as,float32")
                .contains("weights,squeezebert-mlm-zip@sha256:")
                .contains("total,47360,3448832,189440")
                .contains("cls.predictions.decoder.weight");
    }

    @Test
    void aLengthBeyondACheckpointsPositionsIsRefused() {
        Path golden = GoldenFolders.of("bert-safetensors");

        assertThat(execute(Map.of(), "models", "inspect", golden.toString(), "--sequence-length", "41"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("must be between 1 and 40, the positions of bert-safetensors");
    }

    @Test
    void checksumsAloneNeedNoDistribution() {
        assertThat(execute(Map.of(), "models", "verify", "--checksums-only", "--cache", folder.toString()))
                .isZero();
        assertThat(execute(Map.of(), "models", "verify", "--cache", folder.toString()))
                .isEqualTo(5);
    }

    @Test
    void aLongerSequenceCostsMore() {
        execute("models inspect bert-tiny --format csv --sequence-length 8 --batch 2");
        String small = out.toString();
        execute("models inspect bert-tiny --format csv");

        assertThat(small).isNotEqualTo(out.toString().substring(small.length()));
    }

    @Test
    void theCacheFlagNamesTheFolder() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));

        assertThat(execute(Map.of(), "models", "list", "--cache", cache.toString()))
                .isZero();
        assertThat(err.toString()).contains("0 files, 0 B in " + cache);
    }

    @Test
    void aTerminalObeysNothingInAPathThatWasTyped() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("a\u001b[31m\u202e\u009bb\nc"));

        assertThat(execute(Map.of(), "models", "list", "--cache", cache.toString()))
                .isZero();
        assertThat(execute(Map.of(), "models", "list", "--cache", cache + "\u001b/\u0007"))
                .isZero();
        assertThat(execute(Map.of(), "report", cache + "/gone\u001b[2J")).isEqualTo(2);
        assertThat(err.toString())
                .hasLineCount(3)
                .contains("a\\u001b[31m\\u202e\\u009bb\\u000ac")
                .doesNotContain("\u001b", "\u202e", "\u009b", "\u0007");
    }

    @Test
    void quietLeavesResultsAlone() {
        assertThat(execute(Map.of(), "models", "list", "--quiet", "--cache", folder.toString()))
                .isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isNotEmpty();
    }
}
