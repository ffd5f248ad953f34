package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.OperatorCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a model file says of itself, as tables: the whole, its inputs, outputs and operators. */
final class ModelTables {
    private static final String UNKNOWN = "unknown";

    private final ModelMetadata model;
    private final Map<String, Long> symbols;
    private final List<String> unknown = new ArrayList<>();

    private ModelTables(ModelMetadata model, Map<String, List<Long>> shapes) {
        this.model = model;
        Map<String, Long> sizes = Map.of();
        try {
            sizes = InputShapes.of(model, shapes).symbols();
        } catch (UnreadableFileException open) {
            unknown.add(String.valueOf(open.getMessage()));
        }
        this.symbols = sizes;
    }

    /**
     * The tables.
     *
     * @param shapes shapes of inputs that the file leaves open
     * @throws UnreadableFileException when it is no model file, or damaged
     */
    static List<Table> of(Path file, Map<String, List<Long>> shapes) throws IOException {
        ModelTables tables = new ModelTables(ModelMetadata.of(file), shapes);
        String name = String.valueOf(file.getFileName());
        Table operators = tables.operators(name + ": operators");
        return List.of(
                tables.whole(name),
                ports(name + ": inputs", tables.model.inputs()),
                ports(name + ": outputs", tables.model.outputs()),
                operators);
    }

    private Table whole(String title) throws IOException {
        Table.Facts facts = new Table.Facts(title)
                .add("format", model.format())
                .add("producer", model.producer().orElse(UNKNOWN))
                .add("bytes", Cell.integer(model.bytes()))
                .add("sha256", model.sha256())
                .add("parameters", Cell.integer(model.parameters()))
                .add("weights", model.weightType().map(ElementType::word).orElse(UNKNOWN))
                .add("flop", cell(model.flop(symbols)));
        model.opsets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(opset -> facts.add("opset " + opset.getKey(), Cell.integer(opset.getValue())));
        for (Path data : model.externalData()) {
            facts.add("external data", String.valueOf(data.getFileName()));
        }
        unknown.forEach(what -> facts.add(UNKNOWN, what));
        return facts.table();
    }

    private static Table ports(String title, List<ModelPort> ports) {
        return Table.of(title, ports, columns -> columns.text("name", ModelPort::name)
                .add("signature", port -> Cell.text(port.alias()))
                .text("type", ModelPort::typeWord)
                .text("shape", ModelPort::shape)
                .add("ids below", port -> Cell.integer(port.idsBelow())));
    }

    private Table operators(String title) {
        Map<String, OptionalLong> flop = model.flopByOperator(symbols);
        String uncounted = flop.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> Printable.text(entry.getKey()))
                .collect(Collectors.joining(", "));
        if (!uncounted.isEmpty() && unknown.isEmpty()) {
            unknown.add("FLOP of " + uncounted + ": the file does not tell the shapes of all of them");
        }
        return Table.of(title, model.operators(), columns -> columns.text("operator", OperatorCount::name)
                .add("nodes", operator -> Cell.integer(operator.count()))
                .add(
                        "flop",
                        operator -> flop.containsKey(operator.name())
                                ? cell(flop.getOrDefault(operator.name(), OptionalLong.empty()))
                                : Cell.ABSENT));
    }

    private static Cell cell(OptionalLong flop) {
        return flop.isPresent() ? Cell.integer(flop.getAsLong()) : Cell.text(UNKNOWN);
    }
}
