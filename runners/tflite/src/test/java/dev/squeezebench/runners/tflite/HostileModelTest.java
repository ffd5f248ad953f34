package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with a good header and bad contents: native code refuses them or takes its own process down, no other. */
final class HostileModelTest {
    private static final int HEADER_BYTES = 8;

    private final Path folder;

    HostileModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException, InterruptedException {
        byte[] model = model();
        List<String> files = new ArrayList<>();
        for (int part = 1; part < 8; part++) {
            files.add(write("cut-" + part, Arrays.copyOf(model, model.length / 8 * part)));
        }
        files.add(write("cut-last", Arrays.copyOf(model, model.length - 1)));

        assertAllRefused(files);
    }

    @Test
    void offsetsBeyondTheEndAreRefused() throws IOException, InterruptedException {
        byte[] model = model();
        int root = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        List<String> files = new ArrayList<>();
        // Behind the root table's own reference and the version: four of its offsets.
        for (int field = root + 2 * Integer.BYTES; field < root + 6 * Integer.BYTES; field += Integer.BYTES) {
            byte[] changed = model.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(field, 0x7fffffff);
            files.add(write("field-" + (field - root), changed));
        }

        assertAllRefused(files);
    }

    @Test
    void randomDamageEndsTheChildAtWorst() throws IOException, InterruptedException {
        byte[] model = ProbeModel.bytes();
        Random random = new Random(20261123);
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] changed = model.clone();
            for (int byteCount = random.nextInt(4) + 1; byteCount > 0; byteCount--) {
                changed[HEADER_BYTES + random.nextInt(changed.length - HEADER_BYTES)] = (byte) random.nextInt();
            }
            files.add(write("random-" + i, changed));
        }

        ChildJvm.Ended ended = ChildJvm.run(folder, List.of(), OpenModels.class, files.toArray(String[]::new));

        assertThat(ended.output()).contains("random-0: ");
        assertThat(ended.output().lines().filter(line -> line.contains(": refused, ")))
                .isNotEmpty();
    }

    private void assertAllRefused(List<String> files) throws IOException, InterruptedException {
        ChildJvm.Ended ended = ChildJvm.run(folder, List.of(), OpenModels.class, files.toArray(String[]::new));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output().lines().filter(line -> line.contains(": refused, TensorFlow Lite refuses model")))
                .as(ended.output())
                .hasSameSizeAs(files);
    }

    private byte[] model() throws IOException {
        Network network = Objects.requireNonNull(Networks.builtIn().get("bert-tiny"));
        return Files.readAllBytes(
                TestModels.write(folder.resolve("good.tflite"), network, new SeededWeights(1), "dense", 1, 8));
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
