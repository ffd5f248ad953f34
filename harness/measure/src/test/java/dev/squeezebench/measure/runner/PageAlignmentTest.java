package dev.squeezebench.measure.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are laid out by hand from the specification of ELF (System V ABI, chapters 4 and 5). */
class PageAlignmentTest {
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;

    /** Pairs of a segment's type and alignment. */
    private static byte[] library(long... segments) {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56 * segments.length / 2).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        elf.putLong(0x20, 64).putShort(0x36, (short) 56).putShort(0x38, (short) (segments.length / 2));
        for (int segment = 0; segment < segments.length / 2; segment++) {
            elf.putInt(64 + 56 * segment, (int) segments[2 * segment]);
            elf.putLong(64 + 56 * segment + 48, segments[2 * segment + 1]);
        }
        return elf.array();
    }

    @Test
    void theLeastOfItsLoadableSegmentsDecides(@TempDir Path folder) throws IOException {
        byte[] library = library(LOAD, 0x4000, DYNAMIC, 8, LOAD, 0x1000, LOAD, 0);

        assertThat(PageAlignment.of(ByteBuffer.wrap(library))).hasValue(4096);
        assertThat(PageAlignment.of(Files.write(folder.resolve("lib.so"), library)))
                .hasValue(4096);
        assertThat(PageAlignment.of(ByteBuffer.wrap(library(LOAD, 0x10000)))).hasValue(65536);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 63, 64, 119, 175})
    void aFileThatIsCutOffSaysNothing(int bytes) {
        assertThat(PageAlignment.of(ByteBuffer.wrap(library(LOAD, 4096, LOAD, 4096), 0, bytes)
                        .slice()))
                .isEmpty();
    }

    @Test
    void aTableThatLiesElsewhereOrAnotherFileSaysNothing() {
        for (long table : new long[] {-1, Long.MAX_VALUE, 1L << 32, 100}) {
            byte[] elf = library(LOAD, 4096);
            ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN).putLong(0x20, table);
            assertThat(PageAlignment.of(ByteBuffer.wrap(elf)))
                    .as("table at " + table)
                    .isEmpty();
        }
        byte[] of32Bits = library(LOAD, 4096);
        of32Bits[4] = 1;
        assertThat(PageAlignment.of(ByteBuffer.wrap(of32Bits))).isEmpty();
        assertThat(PageAlignment.of(ByteBuffer.allocate(200))).isEmpty();
    }
}
