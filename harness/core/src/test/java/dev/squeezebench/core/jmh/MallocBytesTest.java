package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Memory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MallocBytesTest {
    private static final long BYTES = 64 << 20;

    /** Other threads of this virtual machine allocate meanwhile, far less than that. */
    @Test
    void countsWhatIsHandedOutUntilItIsGivenBack() throws IOException {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        MallocBytes bytes = MallocBytes.open();

        long before = bytes.inUse();
        long during;
        try (Memory some = new Memory(BYTES)) {
            during = bytes.inUse() - some.size();
        }
        long after = bytes.inUse();

        assertThat(during).isBetween(before - BYTES / 4, before + BYTES / 4);
        assertThat(after).isBetween(before - BYTES / 4, before + BYTES / 4);
    }
}
