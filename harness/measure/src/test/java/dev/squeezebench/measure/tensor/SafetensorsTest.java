package dev.squeezebench.measure.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SafetensorsTest {
    private final Path folder;

    SafetensorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyElementTypeComesBackAsItWasWritten(ElementType type) throws IOException {
        byte[] bytes = new byte[6 * type.bytes()];
        new Random(1).nextBytes(bytes);
        Tensor written = new Tensor("t", type, List.of(2L, 3L), ByteBuffer.wrap(bytes));

        assertThat(roundTrip(List.of(written))).containsExactly(written);
    }

    @Test
    void emptyTensorsScalarsAndNamesOfAllScriptsComeBack() throws IOException {
        Tensor empty = new Tensor("\u6f22\"\\\n", ElementType.FLOAT32, List.of(0L, 7L), ByteBuffer.allocate(0));
        Tensor scalar = new Tensor("", ElementType.FLOAT32, List.of(), ByteBuffer.allocate(4));

        assertThat(roundTrip(List.of(scalar, empty))).containsExactlyInAnyOrder(scalar, empty);
    }

    @Test
    void aTensorLargeEnoughToBeMappedComesBack() throws IOException {
        byte[] bytes = new byte[(1 << 20) + 8];
        new Random(2).nextBytes(bytes);
        Tensor small = new Tensor("small", ElementType.BOOL, List.of(3L), ByteBuffer.allocate(3));
        Tensor large = new Tensor("large", ElementType.INT64, List.of(bytes.length / 8L), ByteBuffer.wrap(bytes));

        assertThat(roundTrip(List.of(small, large))).containsExactly(large, small);
    }

    /** Bytes as the format has them: the largest number and 1. */
    @ParameterizedTest
    @CsvSource({
        "U16, ffff 0100, INT32, 65535",
        "U32, ffffffff 01000000, INT64, 4294967295",
        "U64, ffffffffffffff7f 0100000000000000, INT64, 9223372036854775807"
    })
    void unsignedNumbersAreReadAsWiderOnes(String dtype, String data, ElementType type, long largest)
            throws IOException {
        Tensor read = Safetensors.read(unsigned(dtype, data)).get(0);

        assertThat(read.type()).isEqualTo(type);
        assertThat(read.shape()).containsExactly(2L);
        ByteBuffer values = read.data();
        if (type == ElementType.INT32) {
            assertThat(new long[] {values.getInt(0), values.getInt(4)}).containsExactly(largest, 1);
        } else {
            assertThat(new long[] {values.getLong(0), values.getLong(8)}).containsExactly(largest, 1);
        }
    }

    @Test
    void aNumberBeyondInt64IsNamed() throws IOException {
        Path file = unsigned("U64", "0000000000000080 0100000000000000");

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("'t' has the value 9223372036854775808, which int64 has not");
    }

    private Path unsigned(String dtype, String hex) throws IOException {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] header = ("{\"t\":{\"dtype\":\"" + dtype + "\",\"shape\":[2],\"data_offsets\":[0," + data.length + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header).put(data);
        return Files.write(folder.resolve(dtype + ".safetensors"), file.array());
    }

    @Test
    void everyTensorIsAlignedToItsElementsWhateverTheOrderOfWriting() throws IOException {
        Path file = folder.resolve("aligned.safetensors");
        Safetensors.write(
                file,
                List.of(
                        new Tensor("flags", ElementType.BOOL, List.of(3L), ByteBuffer.allocate(3)),
                        new Tensor("doubles", ElementType.FLOAT64, List.of(1L), ByteBuffer.allocate(8))));

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat((8 + bytes.getLong(0)) % 8).isZero();
        assertThat(new String(bytes.array(), StandardCharsets.UTF_8))
                .contains("\"doubles\":{\"dtype\":\"F64\"," + "\"shape\":[1],\"data_offsets\":[0,8]}");
    }

    @Test
    void writingLeavesNothingBesideTheFileAndReplacesAnOlderOne() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, List.of(new Tensor("old", ElementType.INT8, List.of(1L), ByteBuffer.allocate(1))));
        Safetensors.write(file, List.of(new Tensor("new", ElementType.INT8, List.of(1L), ByteBuffer.allocate(1))));

        assertThat(Safetensors.read(file)).extracting(Tensor::name).containsExactly("new");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void twoTensorsOfOneNameAreNotWritten() {
        Tensor tensor = new Tensor("t", ElementType.INT8, List.of(1L), ByteBuffer.allocate(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(folder.resolve("twice"), List.of(tensor, tensor)))
                .withMessageContaining("'t'");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | duplicate field",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlaps",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | leaves a hole",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | belong to no tensor",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | 8 bytes follow",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | negative",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | negative",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}} | data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | overflows",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,8]}} | overflows",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}} | a number is out of range",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}} | format asks for",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}} | needs 4 bytes",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}} | F8_E4M3",
                "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}} | lacks dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"file\":\"x\"}} | unknown field",
                "{\"a\\n\\u001b[31m\":{\"dtype\":\"X\",\"shape\":[2],\"data_offsets\":[0,8]}} | \\u000a",
                "{\"a\":8} | format asks for",
                "[] | format asks for",
                "{\"a\": | not valid JSON: it ends too early",
                "{oops | not valid JSON: unexpected character at column 2",
                "{} {} | follows",
            })
    void aHeaderThatContradictsItselfOrTheFileIsRefusedInOneLine(String header, String cause) throws IOException {
        Path file = hostile(header.getBytes(StandardCharsets.UTF_8), 8);

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("hostile.safetensors: ")
                .hasMessageContaining(cause)
                .message()
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        Path file = hostile(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, 0);

        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"0x7fffffffffffffff", "-1", "17", "100000001"})
    void aHeaderLengthBeyondTheFileIsRefusedBeforeAnythingIsAllocated(String claimed) throws IOException {
        Path file = folder.resolve("long.safetensors");
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(0, Long.decode(claimed)).array());

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("header of");
    }

    @Test
    void deepNestingIsRefusedWithoutOverflowingTheStack() throws IOException {
        String deep = "{\"__metadata__\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001);
        Path file = hostile(deep.getBytes(StandardCharsets.UTF_8), 0);

        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void aFolderOrAMissingFileIsRefusedByName() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("gone")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("gone: no such file");
        assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void aFileCutAtAnyByteIsRefused() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        Safetensors.write(file, List.of(new Tensor("t", ElementType.INT32, List.of(2L), ByteBuffer.allocate(8))));
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Path cut = folder.resolve("cut.safetensors");
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(cut))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(UnreadableFileException.class);
        }
    }

    /** Whatever is changed, the answer is the tensors or a refusal, never another exception. */
    @Test
    void seededMutationsAreReadOrRefused() throws IOException {
        Path file = folder.resolve("seed.safetensors");
        Safetensors.write(
                file,
                List.of(
                        new Tensor("a", ElementType.INT64, List.of(2L), ByteBuffer.allocate(16)),
                        new Tensor("b", ElementType.FLOAT16, List.of(1L, 3L), ByteBuffer.allocate(6))));
        byte[] seed = Files.readAllBytes(file);
        Random random = new Random(20261123);
        Path mutated = folder.resolve("mutated.safetensors");
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = seed.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(mutated, bytes);
            try {
                assertThat(Safetensors.read(mutated)).hasSizeLessThanOrEqualTo(2);
            } catch (UnreadableFileException refused) {
                assertThat(refused).message().doesNotContain("\n");
            }
        }
    }

    private Path hostile(byte[] header, int dataBytes) throws IOException {
        Path file = folder.resolve("hostile.safetensors");
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).array());
        return file;
    }

    private List<Tensor> roundTrip(List<Tensor> tensors) throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, tensors);
        return Safetensors.read(file);
    }
}
