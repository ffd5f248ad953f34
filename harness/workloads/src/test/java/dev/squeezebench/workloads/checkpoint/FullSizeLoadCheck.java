package dev.squeezebench.workloads.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.network.Parameter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint of bert-base's size, in both forms: every parameter is read in a process whose heap is far below the heap of
 * one gigabyte that is promised, and the time is printed beside that of {@code cp}, both from a warm page cache. It writes
 * a gigabyte, so {@code .ci/run} calls it by name and {@code mvn verify} does not. The ratio is a figure and no
 * assertion, since a loaded machine would break it.
 */
class FullSizeLoadCheck {
    private static final int ROUNDS = 5;
    private static final String HEAP = "-Xmx512m";
    private static final Network NETWORK =
            Objects.requireNonNull(Networks.builtIn().get("bert-base-uncased"));

    private static final String CONFIG =
            "{\"architectures\":[\"BertModel\"],\"model_type\":\"bert\",\"hidden_act\":\"gelu\","
                    + "\"hidden_size\":768,\"intermediate_size\":3072,\"layer_norm_eps\":1e-12,\"max_position_embeddings\":512,"
                    + "\"num_attention_heads\":12,\"num_hidden_layers\":12,\"type_vocab_size\":2,\"vocab_size\":30522}";

    private final Path folder;

    FullSizeLoadCheck(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("config.json"), CONFIG);
    }

    @Test
    void safetensorsLoadWithinAHalfOfThePromisedHeap() throws Exception {
        Path file = folder.resolve("model.safetensors");
        List<Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : NETWORK.parameters()) {
            tensors.add(new Tensor(
                    parameter.name(),
                    ElementType.FLOAT32,
                    parameter.shape().stream().map(Integer::longValue).toList(),
                    ByteBuffer.wrap(bytes(parameter))));
        }
        Safetensors.write(file, tensors);
        tensors.clear();

        measure(file);
    }

    @Test
    void theZipFormOfPytorchLoadsWithinAHalfOfThePromisedHeap() throws Exception {
        Path file = folder.resolve("pytorch_model.bin");
        PickleBytes pickle = new PickleBytes().ops("}(");
        int key = 0;
        for (Parameter parameter : NETWORK.parameters()) {
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            pickle.text(parameter.name())
                    .tensor(String.valueOf(key++), parameter.elements(), 0, shape, rowMajor(shape));
        }
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            store(zip, "archive/data.pkl", pickle.op('u').stop());
            key = 0;
            for (Parameter parameter : NETWORK.parameters()) {
                store(zip, "archive/data/" + key++, bytes(parameter));
            }
        }

        measure(file);
    }

    private static long[] rowMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    private static byte[] bytes(Parameter parameter) {
        float[] values = new SeededWeights(42).read(parameter);
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** By turns, so that a drift of the machine hits both alike; the page cache is warm from the writing. */
    private void measure(Path file) throws Exception {
        Path copy = folder.resolve("copy");
        List<Double> copying = new ArrayList<>();
        List<Double> starting = new ArrayList<>();
        List<Double> loading = new ArrayList<>();
        List<Double> hashing = new ArrayList<>();
        long heap = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            assertThat(new ProcessBuilder("cp", file.toString(), copy.toString())
                            .start()
                            .waitFor())
                    .isZero();
            double copied = (System.nanoTime() - start) / 1e9;
            Files.delete(copy);
            String[] loaded = load();
            // The first round warms up whatever was not.
            if (round > 0) {
                copying.add(copied);
                starting.add(Long.parseLong(loaded[0]) / 1e9);
                loading.add(Long.parseLong(loaded[1]) / 1e9);
                hashing.add(Long.parseLong(loaded[2]) / 1e9);
                heap = Math.max(heap, Long.parseLong(loaded[3]));
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%-18s %d bytes: loaded in %.2f s, copied by cp in %.2f s (medians of %d), ratio %.2f; hashed in %.2f s;"
                        + " %.2f s before for the classes, with a small checkpoint; %d MB of heap of %s",
                file.getFileName(),
                Files.size(file),
                median(loading),
                median(copying),
                ROUNDS,
                median(loading) / median(copying),
                median(hashing),
                median(starting),
                heap / 1_000_000,
                HEAP));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private String[] load() throws Exception {
        Path output = folder.resolve("loaded.txt");
        Path errors = folder.resolve("errors.txt");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadAll.class.getName(),
                        Goldens.folder("bert-safetensors").toString(),
                        folder.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(errors)).isZero();
        return Files.readString(output).strip().split(" ", -1);
    }
}
