package dev.squeezebench.measure.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The largest page of memory that a native library can be loaded into: its loadable segments lie at multiples of that (ELF,
 * 64 bits, least significant byte first, as on every Android of today).
 */
public final class PageAlignment {
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS = 4;
    private static final int ORDER = 5;
    private static final byte BITS_64 = 2;
    private static final byte LEAST_FIRST = 1;
    private static final int HEADER_BYTES = 64;
    private static final int TABLE = 0x20;
    private static final int ENTRY_BYTES = 0x36;
    private static final int ENTRIES = 0x38;
    private static final int LOAD = 1;
    private static final int ALIGNMENT = 48;

    private PageAlignment() {}

    /** Of a library in a file; absent where it is no such file or has no segment that says it. */
    public static OptionalLong of(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
            return of(file.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(file.size(), Integer.MAX_VALUE)));
        }
    }

    /** Of a library's bytes. */
    public static OptionalLong of(ByteBuffer library) {
        ByteBuffer elf = library.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (elf.limit() < HEADER_BYTES
                || elf.getInt(0) != MAGIC
                || elf.get(CLASS) != BITS_64
                || elf.get(ORDER) != LEAST_FIRST) {
            return OptionalLong.empty();
        }
        int entryBytes = Short.toUnsignedInt(elf.getShort(ENTRY_BYTES));
        OptionalLong least = OptionalLong.empty();
        for (int entry = 0; entry < Short.toUnsignedInt(elf.getShort(ENTRIES)); entry++) {
            long at = elf.getLong(TABLE) + (long) entry * entryBytes;
            if (at < 0 || at > elf.limit() - ALIGNMENT - Long.BYTES) {
                return OptionalLong.empty();
            }
            long alignment = elf.getLong((int) at + ALIGNMENT);
            // Nought and one say that there is none.
            if (elf.getInt((int) at) == LOAD && alignment > 1) {
                least = OptionalLong.of(least.isPresent() ? Math.min(least.getAsLong(), alignment) : alignment);
            }
        }
        return least;
    }
}
