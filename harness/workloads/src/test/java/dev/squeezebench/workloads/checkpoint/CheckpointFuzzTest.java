package dev.squeezebench.workloads.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.UnreadableFileException;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeded mutations of the goldens: bytes changed, blocks copied over others, the end cut off. Whatever comes, the
 * checkpoint is read to its last weight or refused in one line; no other exception, and no memory beyond the file's size.
 */
final class CheckpointFuzzTest {
    private static final int MUTATIONS = 120;

    @ParameterizedTest
    @CsvSource({
        "bert-float16, model.safetensors, 4000",
        "bert-pretraining-legacy, pytorch_model.bin, 4600",
        "squeezebert-mlm-zip, pytorch_model.bin, 5600",
        "squeezebert-mlm-zip, pytorch_model.bin, 247825",
        "squeezebert-safetensors, config.json, 518",
    })
    void aMutatedCheckpointIsReadOrRefused(String golden, String name, int head, @TempDir Path folder)
            throws IOException {
        for (String file : List.of("config.json", "model.safetensors", "pytorch_model.bin")) {
            Path source = Goldens.folder(golden).resolve(file);
            if (Files.exists(source)) {
                Files.copy(source, folder.resolve(file));
            }
        }
        byte[] seed = Files.readAllBytes(folder.resolve(name));
        Random random = new Random(20261123);
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(folder.resolve(name), mutated(seed, head, random));
            try {
                readAll(Checkpoint.open(folder).trained());
            } catch (UnreadableFileException refused) {
                assertThat(refused).message().doesNotContain("\n");
            }
        }
    }

    private static void readAll(TrainedNetwork trained) throws IOException {
        for (Parameter parameter : trained.network().parameters()) {
            assertThat(trained.weights().read(parameter)).hasSize(Math.toIntExact(parameter.elements()));
        }
    }

    private static byte[] mutated(byte[] seed, int head, Random random) {
        byte[] bytes = seed.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                int length = 1 + random.nextInt(64);
                System.arraycopy(
                        seed,
                        random.nextInt(seed.length - length),
                        bytes,
                        random.nextInt(Math.min(head, seed.length - length)),
                        length);
            }
            default -> {
                for (int change = 0; change <= random.nextInt(6); change++) {
                    bytes[random.nextInt(head)] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }
}
