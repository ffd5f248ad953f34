package dev.squeezebench.measure.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a phone's app says of a runtime that was packed into it. */
public final class PackedRuntime {
    private PackedRuntime() {}

    /**
     * The version that a runner's runtime was published as, in the app that was packed with it; absent elsewhere.
     *
     * @param runner its name
     * @throws RunnerException when the app's own files cannot be read
     */
    public static Optional<String> version(String runner) throws RunnerException {
        try (@Nullable
                InputStream in =
                        PackedRuntime.class.getResourceAsStream("/META-INF/squeezebench/" + runner + ".version")) {
            if (in == null) {
                return Optional.empty();
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int each = in.read(); each >= 0; each = in.read()) {
                text.write(each);
            }
            return Optional.of(new String(text.toByteArray(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunnerException("the app's own files cannot be read: " + e.getMessage(), e);
        }
    }
}
