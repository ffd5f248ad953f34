package dev.squeezebench.runners.aar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many nodes a delegate took, as TensorFlow Lite logs it: its Java API does not tell. An app may read what its own process
 * logged.
 */
final class DelegateLog {
    /** {@code Subgraph::ModifyGraphWithDelegateImpl}, the same words from 2.9 on. */
    private static final Pattern TAKEN = Pattern.compile(
            "Replacing ([0-9]{1,9}) out of ([0-9]{1,9}) node\\(s\\) with delegate \\(([^)]{1,80})\\) node, yielding ([0-9]{1,9})"
                    + " partitions");

    private static final long LIMIT_SECONDS = 5;
    private static final int MOST_BYTES = 1 << 20;

    private DelegateLog() {}

    /**
     * What a delegate took.
     *
     * @param taken nodes
     * @param all nodes of the graph before
     * @param delegate its name, such as {@code TfLiteGpuDelegateV2}
     * @param partitions parts of the graph: 1 where it took all of it in one
     */
    record Taken(int taken, int all, String delegate, int partitions) {}

    /** The last one that a text tells; empty where it tells none. */
    static Optional<Taken> parse(String log) {
        Optional<Taken> last = Optional.empty();
        Matcher matcher = TAKEN.matcher(log);
        while (matcher.find()) {
            last = Optional.of(new Taken(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    String.valueOf(matcher.group(3)),
                    Integer.parseInt(matcher.group(4))));
        }
        return last;
    }

    /** What this process has logged lately; empty where there is no such log. */
    static String ofThisProcess() throws InterruptedException {
        try {
            Path pid = Paths.get("/proc/self").toRealPath().getFileName();
            Process logcat = new ProcessBuilder("logcat", "-d", "-v", "raw", "--pid=" + pid, "tflite:V", "*:S")
                    .redirectErrorStream(true)
                    .start();
            logcat.getOutputStream().close();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try (InputStream in = logcat.getInputStream()) {
                byte[] part = new byte[1 << 12];
                for (int count = in.read(part); count > 0 && text.size() < MOST_BYTES; count = in.read(part)) {
                    text.write(part, 0, count);
                }
            }
            if (!logcat.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                logcat.destroyForcibly();
            }
            return new String(text.toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
