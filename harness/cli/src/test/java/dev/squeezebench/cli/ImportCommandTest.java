package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What comes in from a farm: results, or one line. */
class ImportCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, Map.of()));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private Path zip(String entry, byte[] content) throws IOException {
        Path archive = folder.resolve("artifacts.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
            zip.closeEntry();
        }
        return archive;
    }

    @Test
    void aResultFileInAnArchiveBecomesAFolderOfResults() throws IOException {
        Path saved = Path.of(System.getProperty("root.dir"), "results/published/x86-64-avx2-2026-11-23.jsonl");
        Path imported = folder.resolve("imported");

        int code = execute(
                "import",
                "--out",
                imported.toString(),
                zip("Artifacts/results.jsonl", Files.readAllBytes(saved)).toString());

        assertThat(code).as(err.toString()).isIn(0, 4);
        assertThat(out.toString()).contains("squeezebert-uncased", "bert-base-uncased");
        assertThat(execute("report", imported.toString())).isZero();
    }

    @Test
    void hostileAndWrongFilesHaveOneLineAndExitCode2() throws IOException {
        for (String name : new String[] {"../results.jsonl", "/etc/results.jsonl"}) {
            err.getBuffer().setLength(0);
            assertThat(execute("import", zip(name, new byte[1]).toString())).isEqualTo(2);
            assertThat(err.toString())
                    .contains("which may lead out of its folder")
                    .hasLineCount(1);
        }
        err.getBuffer().setLength(0);
        assertThat(execute("import", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file").hasLineCount(1);
    }
}
