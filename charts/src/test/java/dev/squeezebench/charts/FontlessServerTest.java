package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Linux server without a display, with a fontconfig that knows no font, as in a small container. */
class FontlessServerTest {
    @BeforeEach
    void linuxOnly() {
        assumeThat(System.getProperty("os.name")).startsWith("Linux");
    }

    @Test
    void drawsThereTheSameBytesAsHere(@TempDir Path folder) throws IOException, InterruptedException {
        ChartOptions options = FontlessServer.OPTIONS;
        DrawnCharts here =
                Fixture.draw(List.of(Fixture.published().input("results.jsonl")), folder.resolve("here"), options);

        assertThat(run(folder, FontlessServer.class, folder.resolve("there").toString()))
                .isEmpty();
        assertThat(folder.resolve("empty/tmp")).as("the folder of the fonts").isEmptyDirectory();

        for (Path file : here.files()) {
            assertThat(folder.resolve("there").resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    /** Shows that the test above would be red without the bundled font configuration. */
    @Test
    void plainJavaFailsThere(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(run(folder, PlainAwt.class)).contains("ontconfig");
    }

    /** Output of a fresh JVM in which no font is to be found. */
    private static String run(Path folder, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path configuration = Files.writeString(
                empty.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>");
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + empty,
                "-Djava.io.tmpdir=" + Files.createDirectories(empty.resolve("tmp")),
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path", "").replace(File.pathSeparator + File.pathSeparator, ""),
                main.getName());
        builder.command().addAll(Arrays.asList(arguments));
        Map<String, String> environment = builder.environment();
        environment.remove("DISPLAY");
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("FONTCONFIG_FILE", configuration.toString());
        environment.put("FONTCONFIG_PATH", empty.toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
