package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.ShapeFlag;
import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.workloads.cost.LayerCost;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what networks cost, by kind of layer, and what a model file says of itself. */
@Command(
        name = "inspect",
        description =
                "FLOP, parameters and bytes of workloads by kind of layer; matrix products, 2 FLOP a multiply-add. Of a"
                        + " .onnx or .tflite file: inputs, outputs, operators, parameters, FLOP, external data.",
        sortOptions = false)
final class ModelsInspect implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WORKLOAD|FILE",
            arity = "1..*",
            description = "Names of workloads, as 'list' shows them, or model files.")
    private List<String> workloads = List.of();

    @Option(names = "--sequence-length", paramLabel = "N", defaultValue = "128", description = "Tokens (default: 128).")
    private int sequenceLength = 128;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1", description = "Sequences (default: 1).")
    private int batch = 1;

    @Option(
            names = "--shape",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME=1x128,...",
            description = "Sizes of a model file's inputs that it leaves open, for its FLOP.")
    private List<String> shapes = List.of();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    ModelsInspect(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (sequenceLength < 1 || batch < 1) {
            throw UserException.usage("--sequence-length and --batch must be at least 1");
        }
        Map<String, Network> known = Networks.builtIn();
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String workload : workloads) {
            Network network = known.get(workload);
            if (network == null && isFile(workload)) {
                tables.putAll(ModelTables.of(Path.of(workload), ShapeFlag.parse(shapes)));
                continue;
            }
            if (network == null) {
                throw Suggestions.unknown("workload", workload, known.keySet());
            }
            tables.put(workload, table(NetworkCost.of(network, batch, sequenceLength)));
        }
        Console.of(spec.commandLine(), options, surroundings).print(new Listing(tables).render(options.format()));
        return ExitCode.DONE.code();
    }

    /** A file that is missing is one nevertheless: the suggestion of a workload would lead astray. */
    private static boolean isFile(String word) {
        return word.endsWith(".onnx") || word.endsWith(".tflite") || Files.exists(Path.of(word));
    }

    private static Table table(NetworkCost cost) {
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
}
