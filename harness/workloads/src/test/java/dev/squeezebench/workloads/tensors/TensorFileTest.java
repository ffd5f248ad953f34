package dev.squeezebench.workloads.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote come back, and whatever else is in their place is refused in one line. */
class TensorFileTest {
    private static final Path NPZ = Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/npz");

    private final Path folder;

    TensorFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> everyType() {
        return Stream.of("arrays.npz", "compressed.npz")
                .flatMap(file -> Stream.of("little", "big", "fortran").flatMap(order -> Stream.of(
                                Arguments.of("i1", ElementType.INT8),
                                Arguments.of("u1", ElementType.UINT8),
                                Arguments.of("i2", ElementType.INT16),
                                Arguments.of("u2", ElementType.INT32),
                                Arguments.of("i4", ElementType.INT32),
                                Arguments.of("u4", ElementType.INT64),
                                Arguments.of("i8", ElementType.INT64),
                                Arguments.of("f2", ElementType.FLOAT16),
                                Arguments.of("f4", ElementType.FLOAT32),
                                Arguments.of("f8", ElementType.FLOAT64))
                        .map(type -> Arguments.of(file, order, type.get()[0], type.get()[1]))));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void whatNumpyWroteComesBackInRowMajorOrder(String file, String order, String type, ElementType read)
            throws IOException {
        Tensor tensor = TensorFile.open(NPZ.resolve(file)).tensor(order + '_' + type);

        assertThat(tensor.type()).isEqualTo(read);
        assertThat(tensor.shape()).containsExactly(2L, 3L);
        assertThat(values(tensor)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    private static double[] values(Tensor tensor) {
        ByteBuffer doubles =
                ExactConversion.convert(tensor, ElementType.FLOAT64).data();
        double[] values = new double[Math.toIntExact(tensor.elements())];
        doubles.asDoubleBuffer().get(values);
        return values;
    }

    @Test
    void booleansScalarsEmptyArraysCubesAndTheLargestUnsignedNumberComeBackToo() throws IOException {
        TensorFile file = TensorFile.open(NPZ.resolve("arrays.npz"));
        double[] counted = new double[24];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = i;
        }

        assertThat(file.tensor("little_b1").type()).isEqualTo(ElementType.BOOL);
        assertThat(values(file.tensor("fortran_b1"))).containsExactly(0, 1, 0, 1, 0, 1);
        assertThat(file.tensor("scalar").shape()).isEmpty();
        assertThat(values(file.tensor("scalar"))).containsExactly(2.5);
        assertThat(file.tensor("empty").shape()).containsExactly(0L, 4L);
        assertThat(values(file.tensor("cube"))).containsExactly(counted);
        assertThat(values(file.tensor("largest_u4"))).containsExactly(4294967295.0);
    }

    @Test
    void masksMayShrinkToNothing() throws IOException {
        assertThat(values(TensorFile.open(NPZ.resolve("compressed.npz")).tensor("ones")))
                .hasSize(8 * 512)
                .containsOnly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "objects, Python objects",
        "fields, has fields",
        "strings, element type '<U3'",
        "complex, element type '<c8'"
    })
    void whatCannotBeReadIsRefusedByNameAndOnlyWhenItIsAskedFor(String array, String why) throws IOException {
        TensorFile file = TensorFile.open(NPZ.resolve("refused.npz"));

        assertThat(file.names()).contains(array);
        assertThatThrownBy(() -> file.tensor(array))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("refused.npz: array '" + array + "' ")
                .hasMessageContaining(why);
    }

    @Test
    void unsignedIntegersOf64BitsAreReadWhereInt64HasThem() throws IOException {
        assertThat(TensorFile.open(NPZ.resolve("refused.npz"))
                        .tensor("unsigned")
                        .type())
                .isEqualTo(ElementType.INT64);
    }

    @Test
    void anUnsignedIntegerThatInt64HasNotIsNamed() throws IOException {
        byte[] array = npy("{'descr': '<u8', 'fortran_order': False, 'shape': (2,), }", 16);
        java.util.Arrays.fill(array, array.length - 8, array.length, (byte) 0xff);
        TensorFile file = TensorFile.open(npz("a.npy", array));

        assertThatThrownBy(() -> file.tensor("a")).hasMessageContaining("has the value 18446744073709551615");
    }

    @Test
    void anotherFormatIsNamedAsWhatItIsNot() throws IOException {
        refused(
                Files.writeString(folder.resolve("README.md"), "# Read me\n".repeat(500)),
                "no safetensors or .npz file");
        refused(
                Files.write(folder.resolve("short.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0}),
                "no safetensors or .npz file");
        refused(
                Files.write(folder.resolve("model.onnx"), new byte[] {8, 8, 18, 7, 's', 'k', 'l', '2', 'o', 'n', 'x'}),
                "no safetensors or .npz file");
    }

    @Test
    void contentDecidesNotTheName() throws IOException {
        Path npz = Files.copy(NPZ.resolve("arrays.npz"), folder.resolve("io.safetensors"));
        Path safetensors = folder.resolve("io.npz");
        Safetensors.write(safetensors, List.of(new Tensor("a", ElementType.INT8, List.of(1L), ByteBuffer.allocate(1))));

        assertThat(TensorFile.open(npz).names()).contains("little_i8");
        assertThat(TensorFile.open(safetensors).names()).containsExactly("a");
        assertThat(TensorFile.open(safetensors).sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aFolderAnEmptyFileAndNoFileAreRefused() throws IOException {
        refused(folder, "not a regular file");
        refused(folder.resolve("gone"), "no such file");
        refused(Files.createFile(folder.resolve("empty")), "ends too early");
        refused(Files.writeString(folder.resolve("text"), "PK is how it begins"), "it is a text");
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u001b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<i8', 'fortran_order': False, 'shape': (9223372036854775807, 2), }",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1152921504606846976,), }",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), 'extra': (1,), }",
                "{'descr': '<i8', 'fortran_order': False, 'fortran_order': False, }",
                "{'descr': '<i8', 'fortran_order': maybe, 'shape': (1,), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '=i8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '\u001b[31m\n', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<i8', 'shape': (1,), }",
                "__import__('os').system('touch /tmp/pwned')",
                ""
            })
    void aHeaderThatIsNoneIsRefusedInOneLine(String header) throws IOException {
        damaged(npz("a.npy", npy(header, 8)));
    }

    @Test
    void aHeaderLongerThanNumpyItselfWouldReadIsRefused() throws IOException {
        byte[] array = npy("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }" + " ".repeat(10_000), 8);

        damaged(npz("a.npy", array));
    }

    @Test
    void aChangedElementIsSeenByTheArchivesChecksum() throws IOException {
        byte[] array = npy("{'descr': '|i1', 'fortran_order': False, 'shape': (8,), }", 8);
        Path file = folder.resolve("stored.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("a.npy");
            CRC32 sum = new CRC32();
            sum.update(array);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(array.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(array);
            zip.closeEntry();
        }
        assertThat(values(TensorFile.open(file).tensor("a"))).containsOnly(0);
        byte[] bytes = Files.readAllBytes(file);
        int lastElement = 30 + "a.npy".length() + array.length - 1;
        assertThat(bytes[lastElement]).isZero();
        bytes[lastElement] = 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> TensorFile.open(file).tensor("a")).hasMessageContaining("checksum");
    }

    @Test
    void aBombIsRefusedBeforeAnythingOfItsSizeIsMade() throws IOException {
        int size = 64 << 20;
        byte[] zeros = npy("{'descr': '|i1', 'fortran_order': False, 'shape': (" + size + ",), }", size);

        assertThatThrownBy(() -> TensorFile.open(npz("a.npy", zeros)).tensor("a"))
                .hasMessageContaining("claims")
                .hasMessageContaining("compressed");
    }

    @Test
    void twoArraysOfOneNameAndAnArchiveWithoutArraysAreRefused() throws IOException {
        Path twice = npz("a.npy", npy("x", 8), "b.npy", npy("x", 8));
        byte[] bytes = Files.readAllBytes(twice);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
        Files.write(twice, text.getBytes(StandardCharsets.ISO_8859_1));

        refused(twice, "two arrays");
        refused(npz("../../escape.txt", new byte[1]), "without arrays");
    }

    @Test
    void everyFlippedByteAndEveryCutIsReadOrRefusedNeverACrash() throws IOException {
        byte[] whole = Files.readAllBytes(NPZ.resolve("compressed.npz"));
        Random random = new Random(5);
        for (int round = 0; round < 1500; round++) {
            byte[] changed =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = random.nextInt(4); flips >= 0 && changed.length > 0; flips--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("fuzz.npz"), changed);
            try {
                TensorFile opened = TensorFile.open(file);
                for (String name : new ArrayList<>(opened.names())) {
                    opened.tensor(name);
                }
            } catch (UnreadableFileException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n", "\u001b").hasSizeLessThan(600);
            }
        }
    }

    private void damaged(Path file) {
        assertThatThrownBy(() -> TensorFile.open(file).tensor("a"))
                .isInstanceOf(UnreadableFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u001b"));
    }

    private static byte[] npy(String header, int dataBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8)});
        bytes.writeBytes(text);
        bytes.writeBytes(new byte[dataBytes]);
        return bytes.toByteArray();
    }

    private Path npz(Object... namesAndContents) throws IOException {
        Path file = folder.resolve("made.npz");
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return file;
    }
}
