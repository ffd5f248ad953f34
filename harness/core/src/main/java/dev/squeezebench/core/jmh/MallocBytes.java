package dev.squeezebench.core.jmh;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import java.io.IOException;

/**
 * What C's allocator has handed out and not got back, in all of its arenas and mapped blocks: {@code mallinfo2(3)} of glibc 2.33
 * or newer. The resident set hides a leak as long as the allocator has free pages of its own.
 */
public final class MallocBytes {
    /** Far more than a virtual machine's own threads allocate in a moment. */
    private static final long TRIED_BYTES = 8 << 20;

    private final LibC library;

    private MallocBytes(LibC library) {
        this.library = library;
    }

    /**
     * Tries it.
     *
     * @throws IOException with the reason where it cannot be had
     */
    public static MallocBytes open() throws IOException {
        if (!Platform.isLinux() || Native.LONG_SIZE != Long.BYTES) {
            throw new IOException("mallinfo2 is a call of glibc 2.33 or newer, on 64-bit Linux");
        }
        try {
            MallocBytes bytes = new MallocBytes(Native.load("c", LibC.class));
            long before = bytes.inUse();
            try (Memory tried = new Memory(TRIED_BYTES)) {
                if (bytes.inUse() - before < tried.size() / 2) {
                    throw new IOException("another allocator stands in for glibc's, which mallinfo2 does not see");
                }
            }
            return bytes;
        } catch (LinkageError e) {
            throw new IOException("this C library has no mallinfo2, a call of glibc 2.33 or newer", e);
        }
    }

    /** Bytes in use. */
    public long inUse() {
        Usage usage = library.mallinfo2();
        return usage.uordblks + usage.hblkhd;
    }

    /** Public, as JNA asks of what it implements. */
    public interface LibC extends Library {
        Usage mallinfo2();
    }

    /** {@code struct mallinfo2}: ten of {@code size_t}. */
    @Structure.FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class Usage extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;

        /** Bytes in mapped blocks. */
        public long hblkhd;

        public long usmblks;
        public long fsmblks;

        /** Bytes in use in the arenas. */
        public long uordblks;

        public long fordblks;
        public long keepcost;
    }
}
