package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user got wrong, or the disk: one line that says so, exit code 2, nothing lost. */
class BadInputIT {
    private static final int USAGE = 2;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workload bert-tinny          | unknown workload 'bert-tinny' | did you mean 'bert-tiny'?",
                "--target onnxruntme:cpu        | onnxruntme                    | did you mean",
                "--target onnxruntime:gpu9      | gpu9                          | cpu",
                "--worklaod bert-tiny           | unknown option '--worklaod'   | did you mean '--workload'?",
                "--sequence-length 0            | --sequence-length 0:          | between 1 and 512",
                "--sequence-length 513          | --sequence-length 513:        | between 1 and 512",
                "--sequence-length abc          | --sequence-length             | abc"
            })
    void wrongWordsAreNamedWithWhatWasMeant(String words, String cause, String hint, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Command.Ended ended = Command.built().run(Command.built().measuring(out, words.split(" ")));

        refused(ended, cause, hint);
        assertThat(out).doesNotExist();
    }

    /** CI takes a dry run as the check before the expensive part: the same line and exit code, and nothing is written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target onnxruntime:cpu --option onnxruntime.spining=off   | 2 | did you mean 'spinning'?",
                "--target onnxruntime:cpu --option onnxruntime.spinning=maybe | 2 | maybe",
                "--target onnxruntime:cuda                                   | 5 | onnxruntime:cuda",
                "--target onnxruntime:cpu --fail-on contnded                 | 2 | did you mean 'contended'?",
                "--target onnxruntime:cpu --cache file                       | 2 | is a file",
                "--target onnxruntime:cpu --out file                         | 2 | cannot write results to"
            })
    void aDryRunRefusesWhatTheRunRefuses(String words, int exitCode, String hint, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        List<String> run = new ArrayList<>(List.of("run", "--quick", "--rounds", "1", "--workload", "bert-tiny"));
        run.addAll(List.of(words.replace(" file", ' ' + file.toString()).split(" ")));

        Command.Ended refused = Command.built().run(run.toArray(String[]::new));
        run.add("--dry-run");
        Command.Ended dry = Command.built().run(run.toArray(String[]::new));

        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(exitCode);
        assertThat(refused.err()).contains(hint);
        assertThat(dry.exitCode()).as(dry.all()).isEqualTo(exitCode);
        assertThat(dry.err()).isEqualTo(refused.err());
        assertThat(file).hasContent("mine");
    }

    @Test
    void aMisspeltCommandIsNamed() throws IOException, InterruptedException {
        refused(Command.built().run("reprot"), "unknown command 'reprot'", "did you mean 'report'?");
    }

    @Test
    void aFileInPlaceOfTheOutputFolderStaysAsItIs(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("precious"), "mine");

        refused(
                Command.built().quickRun(file.resolve("below"), "--target", "onnxruntime:cpu"),
                "cannot write results to",
                "--out");
        refused(Command.built().quickRun(file, "--target", "onnxruntime:cpu"), "cannot write results to", "--out");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFullDiskEndsTheRunInOneLineAndLosesNothing(@TempDir Path disk) throws IOException, InterruptedException {
        String[] oneTarget = {"--rounds", "1", "--target", "onnxruntime:cpu"};
        // Room for the run, its models and the machine, but not for a trial with its samples.
        boolean mounted = mount("-t", "tmpfs", "-o", "size=20k", "tmpfs", disk.toString());
        assumeTrue(mounted, "skipped: a small disk of its own needs the right to mount a tmpfs");
        try {
            Path out = disk.resolve("out");
            Command.Ended full = Command.built().quickRun(out, oneTarget);

            assertThat(full.exitCode()).as(full.all()).isEqualTo(USAGE);
            assertThat(lastLine(full)).contains("no room left on the disk of", "--resume");
            SchemaCheck.published().accepts(out.resolve("results.jsonl"));

            assertThat(mount("-o", "remount,size=10m", disk.toString())).isTrue();
            Command.Ended resumed = Command.built().resume(out);
            assertThat(resumed.exitCode()).as(resumed.all()).isZero();
            assertThat(resumed.err()).doesNotContain("cut off");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static void refused(Command.Ended ended, String... parts) {
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(USAGE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).as(ended.all()).hasSize(1);
        assertThat(ended.err()).startsWith("squeezebench: ").contains(parts);
    }

    private static String lastLine(Command.Ended ended) {
        List<String> lines = ended.err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static boolean mount(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
