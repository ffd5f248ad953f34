package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.measure.tensor.ElementType;
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
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks and checkpoints as tables. */
final class NetworkTables {
    private NetworkTables() {}

    /**
     * What a network costs by kind of layer.
     *
     * @param title of the table
     * @param name for messages
     * @param length tokens; absent: the usual number, or as many as there are positions
     * @throws UserException when it has fewer positions than that
     */
    static Table cost(String title, String name, Network network, int batch, OptionalInt length) {
        int positions = network.embeddings().positions();
        if (length.orElse(1) > positions) {
            throw UserException.usage("--sequence-length " + length.getAsInt() + ": must be between 1 and " + positions
                    + ", the positions of " + name);
        }
        NetworkCost cost =
                NetworkCost.of(network, batch, length.orElse(Math.min(SelectionOptions.USUAL_LENGTH, positions)));
        List<List<Cell>> rows = new ArrayList<>();
        for (LayerCost layer : cost.layers()) {
            rows.add(row(layer.kind().word(), layer.parameters(), layer.flop(), layer.float32Bytes()));
        }
        rows.add(row("total", cost.parameters(), cost.flop(), cost.parameters() * Float.BYTES));
        return new Table(
                title,
                List.of(Column.of("layers"), Column.of("parameters"), Column.of("flop"), Column.of("bytes")),
                rows);
    }

    private static List<Cell> row(String name, long parameters, long flop, long bytes) {
        return List.of(Cell.text(name), Cell.integer(parameters), Cell.integer(flop), Cell.integer(bytes));
    }

    /** What a checkpoint is, what it costs and what of it is ignored. */
    static List<Table> checkpoint(OpenedCheckpoint opened, int batch, OptionalInt length) throws IOException {
        Checkpoint checkpoint = opened.checkpoint();
        String name = checkpoint.trained().name();
        List<Table> tables = new ArrayList<>();
        tables.add(facts(name, checkpoint));
        tables.add(cost(name + " cost", name, checkpoint.trained().network(), batch, length));
        if (!checkpoint.ignored().isEmpty()) {
            tables.add(Table.of(
                    name + " ignored",
                    checkpoint.ignored(),
                    columns -> columns.text("tensors that the encoder does without", tensor -> tensor)));
        }
        return tables;
    }

    private static Table facts(String title, Checkpoint checkpoint) throws IOException {
        Network network = checkpoint.trained().network();
        EncoderBlock block = network.blocks().get(0);
        Table.Facts facts = new Table.Facts(title);
        facts.add("architecture", network.architecture());
        facts.add("layers", Cell.integer(network.blocks().size()));
        facts.add("width", Cell.integer(network.width()));
        facts.add("heads", Cell.integer(block.attention().heads()));
        facts.add("intermediate width", Cell.integer(block.intermediate().out()));
        facts.add("groups", groups(block));
        facts.add("activation", block.activation().name().toLowerCase(java.util.Locale.ROOT));
        facts.add(
                "layer norm epsilon",
                Cell.text(String.valueOf(block.outputNorm().epsilon())));
        facts.add("vocabulary", Cell.integer(network.embeddings().vocabulary()));
        facts.add("positions", Cell.integer(network.embeddings().positions()));
        facts.add("token types", Cell.integer(network.embeddings().tokenTypes()));
        facts.add("outputs", String.join(", ", network.outputs()));
        for (Path file : checkpoint.files()) {
            facts.add("file", file.getFileName() + ", " + Files.size(file) + " bytes");
        }
        facts.add(
                "stored as", checkpoint.types().stream().map(ElementType::word).collect(Collectors.joining(", ")));
        facts.add("weights", checkpoint.trained().weights().provenance());
        return facts.table();
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
