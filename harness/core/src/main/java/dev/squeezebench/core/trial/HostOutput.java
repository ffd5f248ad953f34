package dev.squeezebench.core.trial;

import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a host's protocol lines in a thread of its own, until the host's end. */
final class HostOutput {
    private final TrialListener listener;
    private final Thread thread;
    private volatile Optional<HostEnd.ForkFailed> failure = Optional.empty();

    private HostOutput(InputStream output, TrialListener listener) {
        this.listener = listener;
        this.thread = new Thread(() -> readAll(output), "trial host output");
        thread.setDaemon(true);
    }

    static HostOutput follow(InputStream output, TrialListener listener) {
        HostOutput reader = new HostOutput(output, listener);
        reader.thread.start();
        return reader;
    }

    /** What the host, which has ended, told of a failure. */
    Optional<HostEnd.ForkFailed> failure() throws InterruptedException {
        thread.join();
        return failure;
    }

    private void readAll(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line);
            }
        } catch (IOException e) {
            // The host was killed: its end says so.
            return;
        }
    }

    private void read(String line) {
        if (!line.startsWith("{")) {
            return;
        }
        try {
            JsonFields event = JsonFields.parse(line.getBytes(StandardCharsets.UTF_8));
            if (event.text("event").equals("iteration")) {
                listener.block(event.integer("iteration"), event.integer("of"));
            } else if (event.text("event").equals("failed")) {
                failure =
                        Optional.of(new HostEnd.ForkFailed(event.optionalInteger("exit_code"), event.text("message")));
            }
        } catch (JsonFormatException e) {
            // A line of somebody else that only begins like one of ours.
            return;
        }
    }
}
