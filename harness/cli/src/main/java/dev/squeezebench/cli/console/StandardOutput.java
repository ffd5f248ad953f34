package dev.squeezebench.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers whether all of it could be written: a {@link java.io.PrintWriter} only says that it was not. */
public final class StandardOutput extends FilterOutputStream {
    private final Path descriptor;
    private @Nullable IOException first;

    /**
     * @param stream to write to
     * @param descriptor the link by which the system names what it is, such as {@code /proc/self/fd/1}
     */
    public StandardOutput(OutputStream stream, Path descriptor) {
        super(stream);
        this.descriptor = descriptor;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            first = first == null ? e : first;
            throw e;
        }
    }

    @Override
    public synchronized void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    /** Why some of it was lost; empty when nothing was, or when a reader such as {@code head} had enough. */
    public synchronized Optional<String> lost() {
        return first == null || readerIsGone(first)
                ? Optional.empty()
                : Optional.of(String.valueOf(first.getMessage()));
    }

    /** The message is in the locale's language; what kind of file it is, the system says in all of them. */
    private boolean readerIsGone(IOException e) {
        if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
            return true;
        }
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
