package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher for Windows as a text, beside the one for a shell: there is no Windows here to run it on. */
class WindowsLauncherTest {
    private static final Pattern FLAG = Pattern.compile("(?<=[\\s\"=])-{1,2}[A-Za-z][\\w.:+=-]*");

    private final String windows;
    private final String shell;

    WindowsLauncherTest() throws IOException {
        Path root = Path.of(System.getProperty("root.dir"));
        windows = Files.readString(root.resolve("squeezebench.cmd"));
        shell = Files.readString(root.resolve("squeezebench")).replace("\\\n", " ");
    }

    private static Set<String> flags(String line) {
        Set<String> flags = new TreeSet<>();
        Matcher matcher = FLAG.matcher(line);
        while (matcher.find()) {
            flags.add(matcher.group());
        }
        return flags;
    }

    private static String line(String script, String start) {
        return script.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void javaGetsTheSameOptions() {
        Set<String> ofShell = flags(line(shell, "set -- \"$tiers\""));
        // What a batch file cannot find out.
        ofShell.removeIf(
                flag -> flag.matches("-Dsqueezebench[.](stdout|stderr)[.]terminal=.*|-Dsqueezebench.columns=.*"));

        assertThat(flags(line(windows, "set OPTIONS="))).isEqualTo(ofShell);
        assertThat(line(windows, "set OPTIONS=")).endsWith("-cp \"%DIST%\\lib\\*\" dev.squeezebench.cli.Main");
    }

    @Test
    void mavenGetsTheSameOptions() {
        Matcher mvn = Pattern.compile("mvn -q.* package").matcher(shell);
        assertThat(mvn.find()).isTrue();

        assertThat(flags(line(windows, "call mvn"))).isEqualTo(flags(mvn.group()));
    }

    @Test
    void javaIsStartedForNothingFirstAndItsOwnExitCodesAreFive() {
        List<String> lines = windows.lines().toList();
        int tried = lines.indexOf("\"%JAVA%\" -Dsqueezebench.start.check=true %OPTIONS% >nul 2>&1 <nul");
        int run = lines.indexOf("\"%JAVA%\" %OPTIONS% %*");

        assertThat(tried).isPositive().isLessThan(run);
        assertThat(lines.subList(tried, run)).contains("    exit /b 5");
        assertThat(lines.get(run + 1)).isEqualTo("exit /b %ERRORLEVEL%");
        assertThat(windows.lines().map(String::strip).filter(line -> line.startsWith("exit")))
                .containsOnly("exit /b 5", "exit /b %ERRORLEVEL%");
    }

    /** A parenthesis in a folder's name, as in {@code Program Files (x86)}, would end the block. */
    @Test
    void foldersAreQuotedWhereTheyAreUsed() {
        String quoted = windows.replaceAll("\"[^\"\\n]*\"", "");

        assertThat(quoted).doesNotContain("%HERE%", "%DIST%", "%JAVA_HOME%", "%JAVA%");
    }
}
