package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher's script in a distribution of its own: what it gives to Java, and what it says when Java does not start. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherTest {
    /** Prints its arguments and what the launcher may have put into its environment; nothing when it is only tried. */
    private static final String PRINTS = """
            #!/bin/sh
            case " $* " in *-Dsqueezebench.start.check=true*) exit 0 ;; esac
            printf '%s\\n' "$@"
            printf 'LC_ALL=%s XDG_CACHE_HOME=%s\\n' "${LC_ALL-}" "${XDG_CACHE_HOME-}"
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private Path home = Path.of("unset");

    @BeforeEach
    void distribution() throws IOException {
        home = Files.createDirectories(folder.resolve("dist r\u00f6\u6f22"));
        Files.createDirectory(home.resolve("lib"));
        program(home.resolve("squeezebench"), Files.readString(root().resolve("squeezebench")));
        program(folder.resolve("jdk/bin/java"), PRINTS);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL=C, C.UTF-8",
        "LC_ALL=POSIX, C.UTF-8",
        "LC_CTYPE=C, C.UTF-8",
        "LANG=C, C.UTF-8",
        "LANG=, C.UTF-8",
        // A locale that is not installed is ASCII to the C library.
        "LANG=tlh_QO.UTF-8, C.UTF-8",
        "LANG=C.UTF-8, ''",
        "LC_ALL=C.UTF-8, C.UTF-8"
    })
    void wherePathsWouldBeAsciiTheyAreUtf8(String variable, String locale) throws Exception {
        String[] parts = variable.split("=", 2);

        assertThat(run(Map.of(parts[0], parts[1]), "list").out()).contains("LC_ALL=" + locale + ' ');
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        assertThat(run(Map.of(), "run", "--out", "a b", "", "*", "\u00e4\u6f22", "$HOME")
                        .lines())
                .containsSubsequence(
                        "dev.squeezebench.cli.Main", "run", "--out", "a b", "", "*", "\u00e4\u6f22", "$HOME")
                .contains("-Dsqueezebench.home=" + home);
    }

    @Test
    void homeAndTemporaryFolderAreThoseOfTheEnvironment() throws Exception {
        assertThat(run(Map.of("HOME", "/else where", "TMPDIR", "/gone"), "list").lines())
                .contains("-Duser.home=/else where", "-Djava.io.tmpdir=/gone");
        assertThat(run(Map.of(), "list").lines()).noneMatch(line -> line.matches("-D(user.home|java.io.tmpdir).*"));
        // What a user told Java itself goes first.
        assertThat(run(
                                Map.of(
                                        "HOME", "/h",
                                        "TMPDIR", "/t",
                                        "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/x -Duser.home=/y"),
                                "list")
                        .lines())
                .noneMatch(line -> line.matches("-D(user.home|java.io.tmpdir).*"));
    }

    @Test
    void aLinkLeadsToTheDistribution() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(home.getFileName() + "/squeezebench"));

        assertThat(end(new ProcessBuilder(link.toString(), "list"), Map.of()).lines())
                .contains("-Dsqueezebench.home=" + home);
    }

    @Test
    void aBundleHasItsOwnJavaAndMeasuresWithoutArguments() throws Exception {
        program(home.resolve("runtime/bin/java"), PRINTS);
        Files.createDirectory(home.resolve("cache"));
        Files.createDirectories(home.resolve("system/libno.so.1"));
        Files.delete(folder.resolve("jdk/bin/java"));

        assertThat(run(Map.of()).lines())
                .containsSubsequence("dev.squeezebench.cli.Main", "run")
                .contains("LC_ALL=C.UTF-8 XDG_CACHE_HOME=" + home.resolve("cache"));
        Files.delete(home.resolve("runtime/bin/java"));
        assertThat(run(Map.of())).satisfies(ended -> assertFive(ended, "runtime/bin/java' is missing"));
    }

    @Test
    void closedOutputIsExitCodeTwo() throws Exception {
        Ended ended = shell("exec \"$0\" list >&-", Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("squeezebench: standard output is closed: redirect it to a file or to /dev/null\n");
        assertThat(shell("exec \"$0\" list 2>&- <&-", Map.of()).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void aVariableThatJavaDoesNotStartWithIsNamed(String variable) throws Exception {
        commandsJar();

        assertFive(
                run(realJava(Map.of(variable, "-XX:+UseG1GC")), "list"),
                "Java does not start with the " + variable + " of this environment (");
        assertFive(
                run(realJava(Map.of(variable, "-javaagent:/gone.jar")), "list"),
                "with the " + variable + " of this environment (");
    }

    @Test
    void severalVariablesAreNamedTogether() throws Exception {
        commandsJar();

        assertFive(
                run(
                        realJava(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "_JAVA_OPTIONS", "-XX:+UseParallelGC")),
                        "list"),
                "with the JAVA_TOOL_OPTIONS, _JAVA_OPTIONS of this environment (");
    }

    @Test
    void limitsOfTheShellAreNamed() throws Exception {
        commandsJar();

        assertFive(shell("ulimit -v 1000000; exec \"$0\" list", realJava(Map.of())), "'ulimit -v' is 1000000");
        assertFive(shell("ulimit -n 64; exec \"$0\" list", realJava(Map.of())), "only 64 files may be open");
    }

    @Test
    void aMissingOrDamagedJarIsNamed() throws Exception {
        assertFive(run(realJava(Map.of()), "list"), "cli-*.jar' is missing: unpack the archive again");
        Path jar = commandsJar();
        // Of all our jars this one alone is there: the command itself says so.
        assertFive(run(realJava(Map.of()), "list"), "a class is missing or damaged (");
        Files.write(jar, new byte[1000]);
        assertFive(run(realJava(Map.of()), "list"), "cli-0.jar' is damaged");
    }

    @Test
    void aJavaThatDoesNotStartIsNamed() throws Exception {
        program(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho 'Error: dl failure on line 534'\nexit 1\n");

        assertFive(
                run(Map.of(), "list"), "the Java in '" + folder.resolve("jdk") + "' does not start (Error: dl failure");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void aSignalReachesTheCommandItself(String signal, int code) throws Exception {
        assumeTrue(!signal.equals("INT") || !sigintIsIgnored(), "whoever started this test has SIGINT ignored");
        Path pipe = pipe("started");
        program(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                case " $* " in *-Dsqueezebench.start.check=true*) exit 0 ;; esac
                trap 'exit 42' %s
                echo $$ >'%s'
                while :; do read -r line <'%s'; done
                """.formatted(signal, pipe, pipe("never")));
        Process launcher = start(Map.of(), "list");

        assertThat(Files.readString(pipe).strip()).isEqualTo(String.valueOf(launcher.pid()));
        kill(signal, launcher);
        assertThat(launcher.waitFor()).as("the command's own code, not " + code).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void aSignalWhileJavaIsTriedEndsTheLauncher(String signal, int code) throws Exception {
        assumeTrue(!signal.equals("INT") || !sigintIsIgnored(), "whoever started this test has SIGINT ignored");
        Path started = pipe("started");
        Path released = pipe("released");
        program(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                case " $* " in *-Dsqueezebench.start.check=true*) ;; *) exit 42 ;; esac
                echo tried >'%s'
                read -r line <'%s'
                exit 0
                """.formatted(started, released));
        Process launcher = start(Map.of(), "list");

        assertThat(Files.readString(started)).isEqualTo("tried\n");
        kill(signal, launcher);
        Files.writeString(released, "go on\n");
        assertThat(launcher.waitFor()).isEqualTo(code);
    }

    @Test
    void whatRunsOnPhonesIsBuiltForCommandsAboutPhonesAlone() throws Exception {
        program(home.resolve("target/dist/squeezebench"), "");
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(
                Files.createDirectories(home.resolve("android-runner/packer")).resolve("pom.xml"), "");
        Files.writeString(home.resolve("target/squeezebench-0.tar.gz"), "");
        program(folder.resolve("jdk/bin/javac"), "");
        Path maven = folder.resolve("path/mvn");
        program(maven, """
                #!/bin/sh
                echo "$*" >>'%s'
                mkdir -p target/android && : >target/android/squeezebench-shell.jar
                """.formatted(folder.resolve("built")));
        Map<String, String> path = Map.of("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));

        run(path, "run", "--target", "tflite:xnnpack");
        run(path, "devices", "--help");
        assertThat(folder.resolve("built")).doesNotExist();

        assertThat(run(path, "run", "--target", "tflite:xnnpack,android:A1/tflite:xnnpack")
                        .err())
                .containsPattern("building what runs on phones; .* downloads some 185 MB .* \\d+ s\n");
        run(path, "lab", "run", "plan.yaml");
        assertThat(Files.readAllLines(folder.resolve("built")))
                .singleElement()
                .asString()
                .endsWith("-pl android-runner/packer -am package");

        Files.delete(home.resolve("target/android/squeezebench-shell.jar"));
        program(maven, "#!/bin/sh\necho '[ERROR] no network'\nexit 1\n");
        assertThat(run(path, "devices").code())
                .as("phones are listed without it")
                .isZero();
        assertThat(run(path, "lab", "run", "plan.yaml")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(5);
            assertThat(ended.err()).contains("[ERROR] no network", "the build failed: see ");
        });
    }

    private static void assertFive(Ended ended, String words) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(5);
        assertThat(ended.err().lines().filter(line -> !line.startsWith("Picked up ")))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("squeezebench: ").contains(words));
        assertThat(ended.out()).isEmpty();
    }

    /** This build's classes of the command, without the libraries that they need. */
    private Path commandsJar() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = home.resolve("lib/cli-0.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(classes.resolve("dev/squeezebench/cli"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
                Files.copy(each, zip);
            }
        }
        return jar;
    }

    private static Map<String, String> realJava(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        return all;
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return end(new ProcessBuilder(command(arguments)), environment);
    }

    private Ended shell(String script, Map<String, String> environment) throws Exception {
        return end(
                new ProcessBuilder(
                        "sh", "-c", script, home.resolve("squeezebench").toString()),
                environment);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return prepared(new ProcessBuilder(command(arguments)), environment).start();
    }

    private List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("squeezebench").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Ended end(ProcessBuilder builder, Map<String, String> environment) throws Exception {
        Process process = prepared(builder, environment).start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private ProcessBuilder prepared(ProcessBuilder builder, Map<String, String> environment) {
        Map<String, String> all = builder.environment();
        String path = all.get("PATH");
        all.clear();
        all.put("PATH", path);
        all.put("JAVA_HOME", folder.resolve("jdk").toString());
        all.putAll(environment);
        return builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private static void kill(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static boolean sigintIsIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path root() {
        return Path.of(System.getProperty("root.dir"));
    }

    /**
     * How it ended.
     *
     * @param code above 128 when a signal ended it
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    private record Ended(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }
}
