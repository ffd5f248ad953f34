package dev.squeezebench.runners.aar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.OptionalLong;

/** Size of a page of memory, as the kernel told this process when it began: pairs of 64 bits, a type and a value. */
final class PageSize {
    /** {@code AT_PAGESZ}. */
    private static final long TYPE = 6;

    private static final int PAIR = 16;

    private PageSize() {}

    /** Of this device; absent where its kernel does not tell. */
    static OptionalLong ofThisDevice() {
        try {
            return in(Files.readAllBytes(Paths.get("/proc/self/auxv")));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong in(byte[] vector) {
        ByteBuffer pairs = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        while (pairs.remaining() >= PAIR) {
            long type = pairs.getLong();
            long value = pairs.getLong();
            if (type == TYPE) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }
}
