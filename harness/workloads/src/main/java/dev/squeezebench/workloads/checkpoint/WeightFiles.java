package dev.squeezebench.workloads.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.FileStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights of a checkpoint folder: {@code model.safetensors}, else its sharded form, else {@code pytorch_model.bin}.
 *
 * @param files the files that were read
 * @param tensors the tensors by their names in the files
 */
record WeightFiles(List<Path> files, Map<String, CheckpointTensor> tensors) {
    private static final String SAFETENSORS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    private static final String PICKLE = "pytorch_model.bin";

    static WeightFiles of(Path folder) throws IOException {
        if (Files.exists(folder.resolve(SAFETENSORS))) {
            Path file = folder.resolve(SAFETENSORS);
            return new WeightFiles(List.of(file), safetensors(file));
        }
        if (Files.exists(folder.resolve(INDEX))) {
            return sharded(folder);
        }
        if (Files.exists(folder.resolve(PICKLE))) {
            Path file = folder.resolve(PICKLE);
            return new WeightFiles(List.of(file), torch(file));
        }
        throw new UnreadableFileException(
                folder,
                "no " + SAFETENSORS + ", " + INDEX + " or " + PICKLE + " in it",
                "name the folder of a downloaded or saved checkpoint");
    }

    private static Map<String, CheckpointTensor> safetensors(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            FileStart.refuseStandIns(file);
        }
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        for (Tensor tensor : Safetensors.read(file)) {
            try {
                tensors.put(
                        tensor.name(),
                        CheckpointTensor.dense(tensor.shape(), new BufferStorage(tensor.type(), tensor.data())));
            } catch (IllegalArgumentException e) {
                throw new UnreadableFileException(
                        file,
                        "tensor " + Printable.quoted(tensor.name()) + ": " + e.getMessage(),
                        "save the checkpoint again");
            }
        }
        return tensors;
    }

    /** Every shard is a plain name in the folder: an index from elsewhere must not reach other files. */
    private static WeightFiles sharded(Path folder) throws IOException {
        Path index = folder.resolve(INDEX);
        JsonNode map = JsonFiles.read(index).path("weight_map");
        Map<String, String> shardOf = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asText("");
            if (!shard.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.safetensors")) {
                throw new UnreadableFileException(
                        index,
                        "it names the shard " + Printable.quoted(shard)
                                + ", which is no safetensors file in the folder",
                        "save the checkpoint again");
            }
            shardOf.put(entry.getKey(), shard);
        }
        Map<String, Map<String, CheckpointTensor>> shards = new TreeMap<>();
        for (String shard : new TreeSet<>(shardOf.values())) {
            shards.put(shard, safetensors(folder.resolve(shard)));
        }
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : shardOf.entrySet()) {
            CheckpointTensor tensor =
                    shards.getOrDefault(entry.getValue(), Map.of()).get(entry.getKey());
            if (tensor == null) {
                throw new UnreadableFileException(
                        index,
                        "tensor " + Printable.quoted(entry.getKey()) + " is not in " + entry.getValue(),
                        "download all shards again");
            }
            tensors.put(entry.getKey(), tensor);
        }
        return new WeightFiles(shards.keySet().stream().map(folder::resolve).toList(), tensors);
    }

    private static Map<String, CheckpointTensor> torch(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(file, "not a regular file", "save the checkpoint again");
        }
        FileStart.refuseStandIns(file);
        try {
            return isZip(file) ? TorchZipFile.read(file) : TorchLegacyFile.read(file);
        } catch (RefusedPickleException e) {
            throw new UnreadableFileException(
                    file, "refused, because it has " + e.getMessage(), "save the model again as model.safetensors");
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K';
        }
    }
}
