package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * The part of the Java that runs this command which a bundle needs, linked by its own {@code jlink}.
 *
 * <p>No compression: xz packs plain classes more tightly than packed ones. No debug attributes of the JDK's own classes.
 */
final class JavaImage {
    /**
     * What the command and its children use: {@code java.logging} JMH and OSHI's readers, {@code java.management} and {@code
     * jdk.management} the clocks and counters of the JVM, {@code jdk.unsupported} JMH and protobuf ({@code Unsafe}). Not
     * among them, and only reached by what a bundle does not do: {@code java.desktop} (charts), {@code java.naming} and
     * {@code java.xml} (fetching another runtime), {@code java.sql} (Jackson's date types).
     */
    static final List<String> MODULES =
            List.of("java.base", "java.logging", "java.management", "jdk.management", "jdk.unsupported");

    private static final String REMEDY = ": run this command on a full JDK 17 or newer, named by JAVA_HOME";
    private static final String ROOM = ", with room for it in the temporary folder";

    private final Optional<ToolProvider> jlink;

    /** @param jlink the tool, where this Java has it */
    JavaImage(Optional<ToolProvider> jlink) {
        this.jlink = jlink;
    }

    /** By the tool of the Java that runs this process. */
    static JavaImage ofThisJava() {
        return new JavaImage(ToolProvider.findFirst("jlink"));
    }

    /**
     * Links into a new folder.
     *
     * @throws UserException when this Java has no {@code jlink} or no modules to link
     */
    void link(Path folder) {
        ToolProvider tool = jlink.orElseThrow(
                () -> new UserException(ExitCode.NOT_USABLE, "a bundle needs jlink, which this Java lacks" + REMEDY));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int code = tool.run(
                writer,
                writer,
                "--add-modules",
                String.join(",", MODULES),
                "--no-header-files",
                "--no-man-pages",
                "--strip-java-debug-attributes",
                "--output",
                folder.toString());
        if (code != 0) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "jlink cannot link this Java ("
                            + said.toString()
                                    .lines()
                                    .findFirst()
                                    .orElse("exit code " + code)
                                    .strip() + ')' + REMEDY + ROOM);
        }
    }
}
