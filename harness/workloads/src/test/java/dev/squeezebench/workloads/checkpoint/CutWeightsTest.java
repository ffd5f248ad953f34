package dev.squeezebench.workloads.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.Goldens;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code pytorch_model.bin} of which the end is missing, whether that shows when it is opened or at a tensor. */
final class CutWeightsTest {
    private static final String WEIGHTS = "pytorch_model.bin";
    private static final int ELEMENTS = 40_000;

    private final Path folder;

    CutWeightsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Its directory has been read by then: the end is missed at the entry's header or among its elements. */
    @ParameterizedTest
    @ValueSource(ints = {10, ELEMENTS})
    void aZipFormThatIsCutAfterItWasOpenedIsNamedWhenATensorIsRead(int left) throws Exception {
        Path file = folder.resolve(WEIGHTS);
        writeZip(file);
        CheckpointTensor tensor = Objects.requireNonNull(TorchZipFile.read(file).get("w"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(left);
        }

        assertThatThrownBy(() -> tensor.read(ELEMENTS))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(WEIGHTS + ": entry 'm/data/0' is damaged (");
    }

    private static void writeZip(Path file) throws IOException {
        byte[] pickle = new PickleBytes()
                .ops("}")
                .text("w")
                .tensor("0", ELEMENTS, 0, new long[] {ELEMENTS}, new long[] {1})
                .ops("s")
                .stop();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "m/data.pkl", pickle);
            store(zip, "m/data/0", new byte[ELEMENTS * Float.BYTES]);
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    /** Its storages are counted when it is opened, so no tensor is asked for before the end is missed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4096, 100_000, 230_150, 230_154, 234_653})
    void aLegacyFormIsRefusedWhereverItIsCut(int missing) throws IOException {
        Path golden = Goldens.folder("bert-pretraining-legacy");
        Files.copy(golden.resolve("config.json"), folder.resolve("config.json"));
        byte[] whole = Files.readAllBytes(golden.resolve(WEIGHTS));
        Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(whole, whole.length - missing));

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(WEIGHTS + ": refused")
                .message()
                .containsAnyOf("reaches beyond the file's end", "it ends too early");
    }
}
