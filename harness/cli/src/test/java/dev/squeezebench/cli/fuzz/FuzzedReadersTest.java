package dev.squeezebench.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files that are right, what fuzzing found before, and seeded mutations, without Jazzer: {@link FuzzCheck} looks further
 * with it.
 */
class FuzzedReadersTest {
    private static final int MUTATIONS = 120;
    private static final int CUTS = 30;

    private final Path folder;

    FuzzedReadersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsRightIsRead(FuzzedFormat format) throws IOException {
        FuzzedFile file = format.file();
        BoundedReading reading = BoundedReading.in(folder, file);
        for (byte[] seed : file.seeds()) {
            assertThat(reading.part(seed)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBrokeAReaderOnceIsReadOrRefused(FuzzedFormat format) throws IOException {
        BoundedReading reading = BoundedReading.in(folder, format.file());
        for (Path finding : findings(format)) {
            reading.part(Files.readAllBytes(finding));
        }
    }

    private static List<Path> findings(FuzzedFormat format) throws IOException {
        Path findings = Parts.committed("harness/cli/src/test/resources/fuzz").resolve(format.name());
        if (!Files.isDirectory(findings)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(findings)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMutatedFileIsReadOrRefusedInOneLine(FuzzedFormat format) throws IOException {
        FuzzedFile file = format.file();
        BoundedReading reading = BoundedReading.in(folder, file);
        Random random = new Random(20261123);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] seed = file.seeds().get(i % file.seeds().size());
            reading.part(mutated(seed, random));
        }
        for (int i = 0; i < CUTS; i++) {
            byte[] whole = file.whole().of(file.seeds().get(i % file.seeds().size()));
            reading.whole(Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        if (random.nextInt(3) == 0) {
            int length = 1 + random.nextInt(Math.min(64, seed.length - 1));
            System.arraycopy(
                    seed, random.nextInt(seed.length - length), bytes, random.nextInt(seed.length - length), length);
            return bytes;
        }
        for (int change = random.nextInt(6); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
