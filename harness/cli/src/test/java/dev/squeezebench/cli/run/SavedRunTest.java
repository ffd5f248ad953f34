package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.lock.LockException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that come from elsewhere: what is wrong is said before anything in them is changed. */
class SavedRunTest {
    private static final Map<String, String> SETTINGS = Map.of("workload", "bert-tiny", "target", "onnxruntime:cpu");

    private final Path outside;
    private final Path folder;
    private final Path results;

    SavedRunTest(@TempDir Path outside) throws IOException {
        this.outside = outside;
        this.folder = Files.createDirectory(outside.resolve("run"));
        this.results = folder.resolve("results.jsonl");
    }

    private void write(Map<String, String> settings) throws IOException {
        ResultWriter.create(
                        results,
                        new RunRecord(
                                "1234abcd", Instant.EPOCH, "0.1.0", List.of(), 42, settings, true, false, Map.of()))
                .close();
    }

    private SavedRun open(String... library) throws IOException {
        return SavedRun.open(folder, List.of(library).stream().findFirst().map(Path::of), false);
    }

    private void refused(String message) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    @Test
    void aFolderIsReadByOneProcessAtATime() throws IOException {
        write(SETTINGS);
        try (SavedRun first = SavedRun.open(folder, Optional.empty(), true)) {
            assertThat(first.lock()).isPresent();
            assertThatThrownBy(() -> SavedRun.open(folder, Optional.empty(), true))
                    .isInstanceOf(LockException.class)
                    .hasMessageContaining("the run in '" + folder + "' is in use by")
                    .hasMessageContaining("wait for its end");
        }
        SavedRun.open(folder, Optional.empty(), true).close();
    }

    @Test
    void aTornLineIsMovedAsideOnceTheFileIsAccepted() throws IOException {
        write(SETTINGS);
        String whole = Files.readString(results);
        Files.writeString(results, whole + "{\"record\":\"tr");

        SavedRun saved = open();
        assertThat(saved.settings().workloads()).containsExactly("bert-tiny");
        assertThat(results).hasContent(whole + "{\"record\":\"tr");

        assertThat(saved.repaired()).contains(folder.resolve("results.jsonl.torn"));
        assertThat(results).hasContent(whole);
        assertThat(folder.resolve("results.jsonl.torn")).hasContent("{\"record\":\"tr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\u0000\"}\n",
                "{\"a\":1,\"a\":2}\n",
                "\n",
                "[]\n",
                "{\"schema\":\"squeezebench/99\",\"record\":\"run\"}\n",
                "{\"schema\":\"squeezebench/1\",\"record\":\"trial\"}\n"
            })
    void aDamagedFileIsRefusedInTheWordsOfAReportAndLeftAsItIs(String more) throws IOException {
        write(SETTINGS);
        Files.writeString(results, Files.readString(results) + more + "{\"torn");
        byte[] before = Files.readAllBytes(results);
        String words = message(() -> ResultReader.read(results));

        refused(words);
        assertThat(results).hasBinaryContent(before);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static String message(Step step) {
        try {
            step.run();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aPackedFileIsRefusedAndNothingOfItIsMovedAway() throws IOException {
        write(SETTINGS);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Files.readAllBytes(results));
        }
        packed.write("\nx".getBytes(StandardCharsets.UTF_8));
        Files.write(results, packed.toByteArray());

        refused("results.jsonl is no result file of squeezebench");
        assertThat(results).hasBinaryContent(packed.toByteArray());
        assertThat(folder).isDirectoryNotContaining("glob:**.torn");
    }

    @Test
    void aRunLineWithoutSettingsIsNotTakenForTheDefaultPlan() throws IOException {
        write(Map.of());
        refused("lacks the settings");
        Files.delete(results);
        write(Map.of("threads", "1"));
        refused("lacks the settings");
    }

    /** Results and log are appended to, and the lock says which process has it. */
    @ParameterizedTest
    @ValueSource(strings = {"results.jsonl", "log.txt", ".lock"})
    void aFileThatIsAlsoAnotherOneIsRefusedBeforeItIsWritten(String name) throws IOException {
        write(SETTINGS);
        Path precious = folder.resolve("precious");
        if (Files.exists(folder.resolve(name))) {
            Files.move(folder.resolve(name), precious);
        } else {
            Files.writeString(precious, "precious");
        }
        byte[] before = Files.readAllBytes(precious);
        Files.createLink(folder.resolve(name), precious);

        refused("is a hard link");
        assertThat(precious).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.md", "comparisons.jsonl", "log.txt", "results.jsonl.torn", "resume.json"})
    void aLinkAmongTheFilesIsRefusedWithoutBeingFollowed(String name) throws IOException {
        write(SETTINGS);
        Path precious = Files.writeString(outside.resolve("precious"), "years of work");
        Files.createSymbolicLink(folder.resolve(name), precious);

        refused(name + "' is no regular file");
        assertThat(precious).hasContent("years of work");
    }

    @Test
    void aLinkToTheResultsOrTheChartsOrInThemIsRefused() throws IOException {
        write(SETTINGS);
        Path charts = folder.resolve("charts");
        Files.createSymbolicLink(charts, outside);
        refused("charts' is no folder");
        Files.delete(charts);
        Files.createDirectory(charts);
        Files.createSymbolicLink(charts.resolve("speedup.png"), outside.resolve("new"));
        refused("speedup.png' is no regular file");
        Files.move(results, outside.resolve("elsewhere"));
        Files.createSymbolicLink(results, outside.resolve("elsewhere"));
        refused("results.jsonl' is no regular file");
    }

    @Test
    void aFolderInPlaceOfTheTornTailIsRefused() throws IOException {
        write(SETTINGS);
        Files.createDirectory(folder.resolve("results.jsonl.torn"));

        refused("results.jsonl.torn' is no regular file");
    }

    @Test
    void aNativeLibraryIsTakenFromTheCommandLineAloneAndComparedWithTheRunsLine() throws IOException {
        write(Map.of("workload", "bert-tiny", "native_library", "path-1234", Settings.LIBRARY_HASH, "ab".repeat(32)));
        new RunFiles(folder)
                .resume()
                .write(List.of(new UserFile("--native-library", outside.resolve("evil.so"), "cd".repeat(32))));

        refused("a file never decides what code is loaded");
        SavedRun saved = open("mine.so");

        assertThat(saved.settings().nativeLibrary().path()).contains(Path.of("mine.so"));
        assertThatCode(() -> saved.insistOnSame(library("ab"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> saved.insistOnSame(library("cd"))).hasMessageContaining("is not the library");
    }

    private static List<UserFile> library(String hash) {
        return List.of(new UserFile("--native-library", Path.of("mine.so"), hash.repeat(32)));
    }

    @Test
    void aPathInResumeJsonDoesNotBringALibraryIn() throws IOException {
        write(Map.of("checkpoint", "path-1", "target", "onnxruntime:cpu"));
        new RunFiles(folder)
                .resume()
                .write(List.of(
                        new UserFile("--checkpoint", outside.resolve("net"), "ab".repeat(32)),
                        new UserFile("--native-library", outside.resolve("evil.so"), "cd".repeat(32))));

        assertThat(open().settings().nativeLibrary().path()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> open("mine.so")).hasMessageContaining("used the packed library");
    }

    @Test
    void aSettingThatDecidesOnNoPlanIsRefused() throws IOException {
        write(Map.of("workload", "bert-tiny", "out", "elsewhere"));

        refused("setting of another version");
    }
}
