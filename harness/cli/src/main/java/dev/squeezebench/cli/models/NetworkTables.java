package dev.squeezebench.cli.models;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.cost.LayerCost;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks and checkpoints as tables. */
final class NetworkTables {
    private NetworkTables() {}

    /**
     * What a network costs by kind of layer.
     *
     * @param name for messages
     * @param length tokens; absent: the usual number, or as many as there are positions
     * @throws UserException when it has fewer positions than that
     */
    static Table cost(String name, Network network, int batch, OptionalInt length) {
        int positions = network.embeddings().positions();
        if (length.orElse(1) > positions) {
            throw UserException.usage("--sequence-length " + length.getAsInt() + ": must be between 1 and " + positions
                    + ", the positions of " + name);
        }
        NetworkCost cost =
                NetworkCost.of(network, batch, length.orElse(Math.min(SelectionOptions.USUAL_LENGTH, positions)));
        List<List<String>> rows = new ArrayList<>();
        for (LayerCost layer : cost.layers()) {
            rows.add(row(layer.kind().word(), layer.parameters(), layer.flop(), layer.float32Bytes()));
        }
        rows.add(row("total", cost.parameters(), cost.flop(), cost.parameters() * Float.BYTES));
        return new Table(
                List.of(Column.left("layers"), Column.right("parameters"), Column.right("flop"), Column.right("bytes")),
                rows);
    }

    private static List<String> row(String name, long parameters, long flop, long bytes) {
        return List.of(name, String.valueOf(parameters), String.valueOf(flop), String.valueOf(bytes));
    }

    /** What a checkpoint is, what it costs and what of it is ignored. */
    static Map<String, Table> checkpoint(OpenedCheckpoint opened, int batch, OptionalInt length) throws IOException {
        Checkpoint checkpoint = opened.checkpoint();
        String name = checkpoint.trained().name();
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(name, facts(checkpoint));
        tables.put(name + " cost", cost(name, checkpoint.trained().network(), batch, length));
        if (!checkpoint.ignored().isEmpty()) {
            tables.put(
                    name + " ignored",
                    new Table(
                            List.of(Column.left("tensors that the encoder does without")),
                            checkpoint.ignored().stream()
                                    .map(tensor -> List.of(Printable.text(tensor)))
                                    .toList()));
        }
        return tables;
    }

    private static Table facts(Checkpoint checkpoint) throws IOException {
        Network network = checkpoint.trained().network();
        EncoderBlock block = network.blocks().get(0);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("architecture", network.architecture()));
        rows.add(List.of("layers", String.valueOf(network.blocks().size())));
        rows.add(List.of("width", String.valueOf(network.width())));
        rows.add(List.of("heads", String.valueOf(block.attention().heads())));
        rows.add(List.of(
                "intermediate width", String.valueOf(block.intermediate().out())));
        rows.add(List.of("groups", groups(block)));
        rows.add(List.of("activation", block.activation().name().toLowerCase(java.util.Locale.ROOT)));
        rows.add(List.of("layer norm epsilon", String.valueOf(block.outputNorm().epsilon())));
        rows.add(List.of("vocabulary", String.valueOf(network.embeddings().vocabulary())));
        rows.add(List.of("positions", String.valueOf(network.embeddings().positions())));
        rows.add(List.of("token types", String.valueOf(network.embeddings().tokenTypes())));
        for (Path file : checkpoint.files()) {
            rows.add(List.of(
                    "file", Printable.text(String.valueOf(file.getFileName())) + ", " + Files.size(file) + " bytes"));
        }
        rows.add(List.of(
                "stored as", checkpoint.types().stream().map(ElementType::word).collect(Collectors.joining(", "))));
        rows.add(List.of("weights", checkpoint.trained().weights().provenance()));
        return new Table(List.of(Column.left("what"), Column.left("value")), rows);
    }

    private static String groups(EncoderBlock block) {
        return Stream.of(
                        block.attention().query(),
                        block.attention().key(),
                        block.attention().value(),
                        block.postAttention(),
                        block.intermediate(),
                        block.output())
                .map(Projection::groups)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
