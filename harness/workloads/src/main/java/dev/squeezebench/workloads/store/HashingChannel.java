package dev.squeezebench.workloads.store;

import dev.squeezebench.records.Digests;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes a file and hashes on the way what is written, so that it needs no second pass. A second thread hashes, a
 * third has the disk catch up, while the first one already makes the next bytes.
 */
final class HashingChannel implements WritableByteChannel {
    /** Below half a region of the garbage collector's smallest heaps, which would make the chunks humongous objects. */
    private static final int CHUNK = 1 << 18;

    private static final int CHUNKS = 16;

    /** Small enough for the disk to be busy while bytes are made, large enough for its throughput. */
    private static final long FLUSH_EVERY = 32 << 20;

    private final FileChannel file;
    private final MessageDigest digest = Digests.sha256();
    private final ExecutorService hasher = thread("hash");
    private final ExecutorService flusher = thread("flush");
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(CHUNKS);
    private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);
    private ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private long bytes;

    HashingChannel(FileChannel file) {
        this.file = file;
        while (free.remainingCapacity() > 1) {
            free.add(new byte[CHUNK]);
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes all of the source, unlike channels in general. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        while (source.hasRemaining()) {
            int count = Math.min(source.remaining(), chunk.remaining());
            chunk.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            if (!chunk.hasRemaining()) {
                pass();
            }
        }
        return length;
    }

    /** Passes the chunk on to the file and to the hashing thread. */
    private void pass() throws IOException {
        chunk.flip();
        byte[] content = chunk.array();
        int count = chunk.remaining();
        while (chunk.hasRemaining()) {
            file.write(chunk);
        }
        if (bytes / FLUSH_EVERY != (bytes + count) / FLUSH_EVERY) {
            flushed = flushed.thenRunAsync(this::flush, flusher);
        }
        bytes += count;
        hashed = hashed.thenRunAsync(() -> hash(content, count), hasher);
        try {
            chunk = ByteBuffer.wrap(free.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing a file");
        }
    }

    private void hash(byte[] content, int count) {
        digest.update(content, 0, count);
        free.add(content);
    }

    private void flush() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the writing: everything is on the disk when this returns.
     *
     * @return SHA-256 of all that was written
     */
    String finish() throws IOException {
        pass();
        try {
            hashed.join();
            flushed.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
        file.force(true);
        return Digests.hex(digest.digest());
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        hasher.shutdownNow();
        flusher.shutdownNow();
        file.close();
    }
}
