package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.model.FlopCount;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.model.OperatorCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a model file says of itself, as tables: the whole, its inputs, outputs and operators. */
final class ModelTables {
    private static final String UNKNOWN = "unknown";

    private final ModelMetadata model;
    private final Optional<FlopCount> flop;
    private final List<String> unknown = new ArrayList<>();

    private ModelTables(ModelMetadata model, Map<String, List<Long>> shapes) throws UnreadableFileException {
        this.model = model;
        boolean asked =
                shapes.keySet().stream().anyMatch(name -> model.input(name).isPresent());
        Optional<FlopCount> counted = Optional.empty();
        try {
            counted = Optional.of(model.flop(InputShapes.of(model, shapes)));
        } catch (UnreadableFileException open) {
            if (asked) {
                throw open;
            }
            unknown.add(String.valueOf(open.getMessage()));
        }
        flop = counted;
        flop.ifPresent(count ->
                count.unknown().forEach((operator, reason) -> unknown.add("FLOP of " + operator + ": " + reason)));
    }

    /**
     * The tables.
     *
     * @param shapes shapes of inputs that the file leaves open
     * @throws UnreadableFileException when a shape contradicts the file, or leaves a size open
     */
    static List<Table> of(ModelMetadata model, Map<String, List<Long>> shapes, ProgressListener listener)
            throws IOException {
        ModelTables tables = new ModelTables(model, shapes);
        String name = String.valueOf(model.file().getFileName());
        return List.of(
                tables.whole(name, model.sha256(listener)),
                ports(name + ": inputs", model.inputs()),
                ports(name + ": outputs", model.outputs()),
                tables.operators(name + ": operators"));
    }

    private Table whole(String title, String sha256) {
        Table.Facts facts = new Table.Facts(title)
                .add("format", model.format())
                .add("producer", model.producer().orElse(UNKNOWN))
                .add("bytes", Cell.integer(model.bytes()))
                .add("sha256", sha256)
                .add("parameters", Cell.integer(model.parameters()))
                .add("weights", model.weightType().map(ElementType::word).orElse(UNKNOWN))
                .add("flop", cell(flop.map(FlopCount::total).orElse(OptionalLong.empty())));
        model.opsets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(opset -> facts.add("opset " + opset.getKey(), Cell.integer(opset.getValue())));
        for (Path data : model.externalData()) {
            facts.add("external data", String.valueOf(data.getFileName()));
        }
        if (model.graphs() > 1) {
            facts.add("graphs", Cell.integer(model.graphs()));
        }
        if (!model.randomOperators().isEmpty()) {
            facts.add("random operators", String.join(", ", model.randomOperators()));
        }
        if (!model.stateOperators().isEmpty()) {
            facts.add("keeps state by", String.join(", ", model.stateOperators()));
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
        Map<String, OptionalLong> counted = new TreeMap<>();
        flop.ifPresent(count -> counted.putAll(count.byOperator()));
        return Table.of(title, model.operators(), columns -> columns.text("operator", OperatorCount::name)
                .add("nodes", operator -> Cell.integer(operator.count()))
                .add(
                        "flop",
                        operator -> counted.containsKey(operator.name())
                                ? cell(counted.getOrDefault(operator.name(), OptionalLong.empty()))
                                : Cell.ABSENT));
    }

    private static Cell cell(OptionalLong flop) {
        return flop.isPresent() ? Cell.integer(flop.getAsLong()) : Cell.text(UNKNOWN);
    }
}
