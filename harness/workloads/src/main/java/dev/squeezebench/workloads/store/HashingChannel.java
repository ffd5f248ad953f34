package dev.squeezebench.workloads.store;

import dev.squeezebench.results.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/** Hashes on the way to another channel what is written, so that a file needs no second pass. */
final class HashingChannel implements WritableByteChannel {
    private final WritableByteChannel target;
    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    HashingChannel(WritableByteChannel target) {
        this.target = target;
    }

    /** Writes all of the source, unlike channels in general. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        digest.update(source.duplicate());
        while (source.hasRemaining()) {
            target.write(source);
        }
        bytes += length;
        return length;
    }

    String sha256() {
        return Digests.hex(digest.digest());
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
