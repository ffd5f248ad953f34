package dev.squeezebench.cli.models;

import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.ModelPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
     * The tables by title.
     *
     * @param shapes shapes of inputs that the file leaves open
     * @throws UnreadableFileException when it is no model file, or damaged
     */
    static Map<String, Table> of(Path file, Map<String, List<Long>> shapes) throws IOException {
        ModelTables tables = new ModelTables(ModelMetadata.of(file), shapes);
        String name = Printable.text(String.valueOf(file.getFileName()));
        Map<String, Table> all = new LinkedHashMap<>();
        Table operators = tables.operators();
        all.put(name, tables.whole());
        all.put(name + ": inputs", ports(tables.model.inputs()));
        all.put(name + ": outputs", ports(tables.model.outputs()));
        all.put(name + ": operators", operators);
        return all;
    }

    private Table whole() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("format", model.format()));
        rows.add(List.of("producer", Printable.text(model.producer().orElse(UNKNOWN))));
        rows.add(List.of("bytes", String.valueOf(model.bytes())));
        rows.add(List.of("sha256", model.sha256()));
        rows.add(List.of("parameters", String.valueOf(model.parameters())));
        rows.add(List.of("weights", model.weightType().map(ElementType::word).orElse(UNKNOWN)));
        rows.add(List.of("flop", text(model.flop(symbols))));
        model.opsets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(opset ->
                        rows.add(List.of("opset " + Printable.text(opset.getKey()), String.valueOf(opset.getValue()))));
        for (Path data : model.externalData()) {
            rows.add(List.of("external data", Printable.text(String.valueOf(data.getFileName()))));
        }
        unknown.forEach(what -> rows.add(List.of(UNKNOWN, what)));
        return new Table(List.of(Column.left("what"), Column.left("value")), rows);
    }

    private static Table ports(List<ModelPort> ports) {
        return new Table(
                List.of(
                        Column.left("name"),
                        Column.left("signature"),
                        Column.left("type"),
                        Column.left("shape"),
                        Column.right("ids below")),
                ports.stream()
                        .map(port -> List.of(
                                Printable.text(port.name()),
                                Printable.text(port.alias().orElse("")),
                                port.typeWord(),
                                Printable.text(port.shape()),
                                port.idsBelow().isPresent()
                                        ? String.valueOf(port.idsBelow().getAsLong())
                                        : ""))
                        .toList());
    }

    private Table operators() {
        Map<String, OptionalLong> flop = model.flopByOperator(symbols);
        String uncounted = flop.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> Printable.text(entry.getKey()))
                .collect(Collectors.joining(", "));
        if (!uncounted.isEmpty() && unknown.isEmpty()) {
            unknown.add("FLOP of " + uncounted + ": the file does not tell the shapes of all of them");
        }
        return new Table(
                List.of(Column.left("operator"), Column.right("nodes"), Column.right("flop")),
                model.operators().stream()
                        .map(operator -> List.of(
                                Printable.text(operator.name()),
                                String.valueOf(operator.count()),
                                flop.containsKey(operator.name())
                                        ? text(flop.getOrDefault(operator.name(), OptionalLong.empty()))
                                        : ""))
                        .toList());
    }

    private static String text(OptionalLong flop) {
        return flop.isPresent() ? String.valueOf(flop.getAsLong()) : UNKNOWN;
    }
}
