package dev.squeezebench.cli.fuzz;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of a Hugging Face checkpoint, each read to its last weight; the others of its folder are right. */
final class FuzzedCheckpoints {
    private static final String CONFIG = "config.json";
    private static final String SAFETENSORS = "model.safetensors";
    private static final String PICKLE = "pytorch_model.bin";

    /** Where the pickles of the golden end and, after a count of elements, the first storage begins. */
    private static final int LEGACY_PICKLES = 4494 + Long.BYTES;

    /** The last record of a zip file without a comment, and where in it the directory's place stands. */
    private static final int ZIP_END = 22;

    private static final int ZIP_DIRECTORY = 16;

    private FuzzedCheckpoints() {}

    static FuzzedFile safetensors() throws IOException {
        byte[] file = Files.readAllBytes(GoldenFolders.of("bert-float16").resolve(SAFETENSORS));
        int header = Long.BYTES
                + Math.toIntExact(
                        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
        return part("bert-float16", SAFETENSORS, file, 0, header);
    }

    static FuzzedFile legacy() throws IOException {
        byte[] file =
                Files.readAllBytes(GoldenFolders.of("bert-pretraining-legacy").resolve(PICKLE));
        return part("bert-pretraining-legacy", PICKLE, file, 0, LEGACY_PICKLES);
    }

    static FuzzedFile zip() throws IOException {
        byte[] file = Files.readAllBytes(GoldenFolders.of("squeezebert-mlm-zip").resolve(PICKLE));
        int directory =
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - ZIP_END + ZIP_DIRECTORY);
        return part("squeezebert-mlm-zip", PICKLE, file, directory, file.length);
    }

    static FuzzedFile pickleInZip() throws IOException {
        Map<String, byte[]> entries =
                Parts.entries(GoldenFolders.of("squeezebert-mlm-zip").resolve(PICKLE));
        String pickle = entries.keySet().stream()
                .filter(name -> name.endsWith("/data.pkl"))
                .findFirst()
                .orElseThrow();
        FuzzedFile.Whole whole = part -> {
            Map<String, byte[]> changed = new HashMap<>(entries);
            changed.put(pickle, part);
            return Parts.zip(changed);
        };
        return new FuzzedFile(
                PICKLE,
                List.of(entries.getOrDefault(pickle, new byte[0])),
                whole,
                folder -> copy("squeezebert-mlm-zip", CONFIG, folder),
                FuzzedCheckpoints::readAll);
    }

    static FuzzedFile config() throws IOException {
        return new FuzzedFile(
                CONFIG,
                List.of(Files.readAllBytes(
                        GoldenFolders.of("squeezebert-safetensors").resolve(CONFIG))),
                part -> part,
                folder -> copy("squeezebert-safetensors", SAFETENSORS, folder),
                FuzzedCheckpoints::readAll);
    }

    static FuzzedFile shards() throws IOException {
        Path weights = GoldenFolders.of("bert-float16").resolve(SAFETENSORS);
        String map = Safetensors.read(weights).stream()
                .map(Tensor::name)
                .map(name -> '"' + name + "\": \"all.safetensors\"")
                .collect(Collectors.joining(", ", "{\"metadata\": {}, \"weight_map\": {", "}}"));
        return new FuzzedFile(
                SAFETENSORS + ".index.json",
                List.of(map.getBytes(StandardCharsets.UTF_8)),
                part -> part,
                folder -> {
                    copy("bert-float16", CONFIG, folder);
                    Files.copy(weights, folder.resolve("all.safetensors"));
                },
                FuzzedCheckpoints::readAll);
    }

    private static FuzzedFile part(String golden, String name, byte[] file, int from, int to) {
        byte[] seed = java.util.Arrays.copyOfRange(file, from, to);
        return new FuzzedFile(
                name,
                List.of(seed),
                Parts.around(file, from, to),
                folder -> copy(golden, CONFIG, folder),
                FuzzedCheckpoints::readAll);
    }

    private static void copy(String golden, String name, Path folder) throws IOException {
        Files.copy(GoldenFolders.of(golden).resolve(name), folder.resolve(name));
    }

    private static void readAll(Path folder) throws IOException {
        TrainedNetwork trained = Checkpoint.open(folder).trained();
        for (Parameter parameter : trained.network().parameters()) {
            if (trained.weights().read(parameter).length != parameter.elements()) {
                throw new AssertionError(parameter.name() + " has another size than the network");
            }
        }
    }
}
