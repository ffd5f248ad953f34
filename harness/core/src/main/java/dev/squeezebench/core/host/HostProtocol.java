package dev.squeezebench.core.host;

import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** The events of a child process for the command: on its standard output, a JSON object a line. */
final class HostProtocol {
    private final PrintStream out;

    private HostProtocol(PrintStream out) {
        this.out = out;
    }

    /** Takes standard output for itself, in UTF-8 whatever the locale; what else is printed goes to standard error. */
    static HostProtocol onStandardOutput() {
        HostProtocol protocol = new HostProtocol(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setOut(System.err);
        return protocol;
    }

    /** A measured iteration begins. */
    void iteration(int iteration, int of) {
        event("iteration", json -> json.integer("iteration", iteration).integer("of", of));
    }

    /** The measured process failed; with its last lines, where JMH shows them. */
    void failed(OptionalInt exitCode, String message, List<String> lastLines) {
        event("failed", json -> json.integer("exit_code", exitCode)
                .text("message", message)
                .texts("last_lines", lastLines));
    }

    /** Writes one event. */
    void event(String name, JsonOutput.Part fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(object -> fields.write(object.text("event", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(bytes.toString(StandardCharsets.UTF_8));
    }
}
