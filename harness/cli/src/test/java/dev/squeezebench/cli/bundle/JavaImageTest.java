package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class JavaImageTest {
    @Test
    void aJavaWithoutJlinkIsNotUsableAndTheRemedyIsNamed() {
        assertThatThrownBy(() -> new JavaImage(Optional.empty()).link(Path.of("x")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage("a bundle needs jlink, which this Java lacks: run this command on a full JDK 17 or newer,"
                        + " named by JAVA_HOME");
    }

    @Test
    void whatJlinkSaysIsSaidInOneLine() {
        assertThatThrownBy(() -> new JavaImage(Optional.of(new Jlink(1))).link(Path.of("x")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage("jlink cannot link this Java (Error: no jmods here): run this command on a full JDK 17 or"
                        + " newer, named by JAVA_HOME, with room for it in the temporary folder");
    }

    @Test
    void linksTheModulesIntoTheFolder() {
        Jlink jlink = new Jlink(0);
        new JavaImage(Optional.of(jlink)).link(Path.of("new folder"));

        assertThat(jlink.arguments)
                .contains("--add-modules", "--output", "new folder")
                .anyMatch(word -> word.contains("jdk.unsupported"))
                .noneMatch(word -> word.contains("java.desktop"));
    }

    /** A jlink that only says something. */
    private static final class Jlink implements ToolProvider {
        private final int code;
        private final List<String> arguments = new ArrayList<>();

        Jlink(int code) {
            this.code = code;
        }

        @Override
        public String name() {
            return "jlink";
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
            arguments.addAll(List.of(args));
            out.println("Error: no jmods here");
            out.println("usage: ...");
            return code;
        }
    }
}
