package dev.squeezebench.workloads.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.Goldens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights files that want to do something: each is refused in one line, and nothing of theirs runs or is made. */
final class HostilePickleTest {
    private final Path folder;

    HostilePickleTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.copy(
                Goldens.folder("squeezebert-mlm-zip").resolve("config.json"),
                folder.resolve("config.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "builtins, getattr",
        "__builtin__, exec",
        "subprocess, Popen",
        "torch, load",
        "torch._utils, _rebuild_tensor_v2x",
        "java.lang, Runtime",
        "collections, OrderedDict\u001b[31m",
    })
    void aGlobalThatNoTensorNeedsIsRefusedByName(String module, String name) throws IOException {
        byte[] pickle = new PickleBytes()
                .global(module, name)
                .op('(')
                .text("touch owned")
                .ops("tR")
                .stop();

        assertRefused(zip(pickle), module + '.' + name.replaceAll("[^A-Za-z0-9_].*", ""), "which no tensor needs");
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    @Test
    void aGlobalFromTheStackIsHeldToTheSameList() throws IOException {
        byte[] pickle = new PickleBytes()
                .text("os")
                .text("system")
                .op(0x93)
                .op('(')
                .text("true")
                .ops("tR")
                .stop();

        assertRefused(zip(pickle), "os.system");
    }

    /** INST, OBJ, NEWOBJ, NEWOBJ_EX, EXT1, EXT4, DUP, text forms, out-of-band buffers: no tensor needs them. */
    @ParameterizedTest
    @CsvSource({"0x69", "0x6f", "0x81", "0x92", "0x82", "0x84", "0x32", "0x49", "0x53", "0x8b", "0x97", "0x8e", "0x00"})
    void anOperationThatNoTensorNeedsIsRefused(String operation) throws IOException {
        byte[] pickle = new PickleBytes()
                .ops("}")
                .op(Integer.decode(operation))
                .raw("os\nsystem\n")
                .stop();

        assertRefused(zip(pickle), "operation " + operation.replace("0x0", "0x"), "which no tensor needs");
    }

    @Test
    void aReduceChainOnResultsIsRefused() throws IOException {
        byte[] pickle = new PickleBytes()
                .global("collections", "OrderedDict")
                .ops(")R)R)R")
                .stop();

        assertRefused(zip(pickle), "calls something that has no name");
    }

    @Test
    void aStorageTypeIsNothingToCall() throws IOException {
        assertRefused(
                zip(new PickleBytes().global("torch", "FloatStorage").ops(")R").stop()), "FLOAT_STORAGE");
    }

    /** Each level holds the one before it twice: 2^64 leaves when copied, 64 tuples when not. */
    @Test
    void aMemoBombStaysAsSmallAsItsFile() throws IOException {
        PickleBytes bomb = new PickleBytes().ops(")q").op(0);
        for (int level = 0; level < 64; level++) {
            bomb.op('h').op(level).op('h').op(level).op(0x86).op('q').op(level + 1);
        }

        assertRefused(zip(bomb.stop()), "no dictionary of tensors");
    }

    @Test
    void aLongTupleAsTheShapeOfManyTensorsIsRefusedBeforeItIsCopied() throws IOException {
        PickleBytes bomb = new PickleBytes().op('(');
        for (int i = 0; i < 100_000; i++) {
            bomb.op('K').op(1);
        }
        bomb.ops("tq")
                .op(0)
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .op('(')
                .text("storage");
        bomb.global("torch", "FloatStorage").text("0").text("cpu").integer(1).ops("tQ");
        bomb.integer(0).ops("h").op(0).ops("h").op(0).ops("tR");

        assertRefused(zip(bomb.stop()), "100000 dimensions");
    }

    @Test
    void aListThatHoldsItselfDoesNotEndInRecursion() throws IOException {
        byte[] pickle =
                new PickleBytes().ops("]q").op(0).ops("h").op(0).ops("a").stop();

        assertRefused(zip(pickle), "no dictionary of tensors");
    }

    @Test
    void deepNestingIsReadWithoutAStackOverflowAndRefused() throws IOException {
        PickleBytes deep = new PickleBytes().ops(")");
        for (int i = 0; i < 500_000; i++) {
            deep.op(0x85);
        }

        assertRefused(zip(deep.stop()), "no dictionary of tensors");
        assertRefused(zip(new PickleBytes().ops("(".repeat(500_000)).stop()), "stack runs empty");
    }

    @Test
    void aTextLongerThanTheFileIsRefusedBeforeItIsAllocated() throws IOException {
        assertRefused(zip(new PickleBytes().op('X').int32(-2).stop()), "a text of 4294967294 bytes");
        assertRefused(
                zip(new PickleBytes().op(0x8d).int32(-1).int32(-1).stop()), "a text of 18446744073709551615 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 5, 1, reach beyond",
        "4, 1, 4, 1, reach beyond",
        "4, 0, 2, 4, reach beyond",
        "4, 9223372036854775807, 2, 1, overflow",
        "4, 0, 9223372036854775807, 9223372036854775807, overflow",
        "4, 0, 4, -1, no number from 0",
        "4, -1, 4, 1, no number from 0",
        "5, 0, 4, 1, 5 elements in 16 bytes",
        "4611686018427387908, 0, 4, 1, elements in 16 bytes",
    })
    void aTensorThatReachesBeyondItsStorageIsRefused(long elements, long offset, long size, long stride, String cause)
            throws IOException {
        byte[] pickle = new PickleBytes()
                .ops("}")
                .text("bert.pooler.dense.bias")
                .tensor("0", elements, offset, new long[] {size}, new long[] {stride})
                .ops("s")
                .stop();

        assertRefused(zip(pickle, Map.of("m/data/0", new byte[16])), cause);
    }

    @Test
    void aStorageIsAnEntryOfTheArchiveAndNeverAPath() throws IOException {
        byte[] pickle = new PickleBytes()
                .ops("}")
                .text("w")
                .tensor("../../../../etc/passwd", 4, 0, new long[] {4}, new long[] {1})
                .ops("s")
                .stop();

        assertRefused(zip(pickle), "entry 'm/data/../../../../etc/passwd' is missing");
    }

    @Test
    void aZipBombIsRefusedUnread() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("m/data.pkl"));
            zip.write(new byte[50_000_000]);
            zip.closeEntry();
        }

        assertRefused(bytes.toByteArray(), "compressed entry 'm/data.pkl'");
    }

    @Test
    void anArchiveThatIsNoneOfTorchsIsRefused() throws IOException {
        assertRefused(zipOf(Map.of("../../evil.txt", new byte[1])), "without data.pkl");
        assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0}, "damaged zip file");
        assertRefused(zip(new PickleBytes().ops("}").stop()), "contains no tensors");
        assertRefused(
                zip(new PickleBytes().ops("}").stop(), Map.of("m/byteorder", "big".getBytes(UTF_8))), "big-endian");
    }

    @Test
    void aLegacyFileWithAnotherMagicNumberOrHugeStorageIsRefused() throws IOException {
        assertRefused(new byte[0], "ends too early");
        assertRefused(new PickleBytes().integer(7).stop(), "no magic number");
        assertRefused("\u007fELF".getBytes(UTF_8), "operation 0x7f");

        byte[] golden =
                Files.readAllBytes(Goldens.folder("bert-pretraining-legacy").resolve("pytorch_model.bin"));
        ByteBuffer.wrap(golden).putLong(4494, -1); // the count of the first storage
        assertRefused(golden, "reaches beyond the file's end");
    }

    @Test
    void aFolderOrNothingInPlaceOfTheFileIsRefused() throws IOException {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("no model.safetensors");
        Files.createDirectory(folder.resolve("pytorch_model.bin"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("not a regular file");
    }

    private void assertRefused(byte[] file, String... causes) throws IOException {
        Files.write(folder.resolve("pytorch_model.bin"), file);
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("pytorch_model.bin: ")
                .hasMessageContainingAll(causes)
                .message()
                .doesNotContain("\n", "\u001b");
    }

    private static byte[] zip(byte[] pickle) throws IOException {
        return zip(pickle, Map.of());
    }

    private static byte[] zip(byte[] pickle, Map<String, byte[]> others) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(others);
        entries.put("m/data.pkl", pickle);
        return zipOf(entries);
    }

    private static byte[] zipOf(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(content.getValue());
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
