package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that a phone keeps, and what becomes of those that it cannot. */
class PhoneStoreTest extends SimulatedRounds {
    /** Stays free whatever is pushed. */
    private static final long RESERVE = 256L << 20;

    private static final int FILE = 60 << 10;

    private PhoneStore store(int files) throws IOException {
        PhoneStore store = new PhoneStore(
                new AdbServer("localhost", adb.port()).devices().get(0).open(), ProgressListener.NONE);
        for (int file = 0; file < files; file++) {
            byte[] bytes = new byte[FILE];
            bytes[0] = (byte) file;
            store.path(Files.write(scratch.resolve(file + ".bin"), bytes), Optional.empty());
        }
        return store;
    }

    private List<Path> kept() throws IOException {
        Path folder = phoneFolder.resolve("data/local/tmp/squeezebench/files");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFileThatLeavesTooLittleStorageFreeIsNotPushed() throws IOException {
        phone.room(RESERVE + FILE - 1024);
        PhoneStore store = store(1);

        assertThatThrownBy(store::push)
                .isInstanceOf(AdbException.class)
                .hasMessageStartingWith("the device has 256 MiB of storage free, and 256 MiB are needed: free some;")
                .hasMessageContaining("squeezebench devices clean");
        assertThat(kept()).isEmpty();

        phone.room(RESERVE + FILE);
        store.push();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatWasPushedBeforeOneTakesOfTheStorage() throws IOException {
        phone.room(RESERVE + 2 * FILE - 1024);

        assertThatThrownBy(store(2)::push).hasMessageContaining("of storage free");
        assertThat(kept()).hasSize(1).allMatch(file -> file.toString().endsWith(".bin"));
    }

    @Test
    void whatArrivesOtherThanItWasSentIsRefusedAndNothingOfItStays() throws IOException {
        phone.add(Fault.at("asked shell.*sum=.*sha256sum", it -> Files.write(kept().get(0), new byte[] {1})));
        PhoneStore store = store(1);

        assertThatThrownBy(store::push)
                .isInstanceOf(AdbException.class)
                .hasMessageContaining("what arrived on the device of '0.bin' is not what was sent: try another cable");
        assertThat(kept()).isEmpty();
        store.push();
        assertThat(kept()).hasSize(1);
    }
}
