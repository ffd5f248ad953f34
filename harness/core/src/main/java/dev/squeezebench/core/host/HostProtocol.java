package dev.squeezebench.core.host;

import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** What a child process tells the command on its standard output: a JSON object a line. */
final class HostProtocol {
    private final PrintStream out;

    HostProtocol(PrintStream out) {
        this.out = out;
    }

    /** A measured iteration begins. */
    void iteration(int iteration, int of) {
        line(json ->
                json.text("event", "iteration").integer("iteration", iteration).integer("of", of));
    }

    /** The measured process failed. */
    void failed(OptionalInt exitCode, String message) {
        line(json -> json.text("event", "failed").integer("exit_code", exitCode).text("message", message));
    }

    /** Writes one object. */
    void line(JsonOutput.Part fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(bytes.toString(StandardCharsets.UTF_8));
    }
}
