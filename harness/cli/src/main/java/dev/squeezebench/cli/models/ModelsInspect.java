package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.ShapeFlag;
import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what networks are and cost, by kind of layer, and what a model file says of itself. */
@Command(
        name = "inspect",
        description =
                "FLOP, parameters and bytes by kind of layer (matrix products, 2 FLOP a multiply-add) of workloads and"
                        + " checkpoints; of a checkpoint also what it is, where its weights come from and what is ignored. Of a"
                        + " .onnx or .tflite file: inputs, outputs, operators, parameters, FLOP, external data.",
        sortOptions = false)
final class ModelsInspect implements Callable<Integer> {
    private final Surroundings surroundings;
    private final List<ModelMetadata> models = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WORKLOAD|DIR|FILE",
            arity = "1..*",
            description = "Names of workloads, as 'list' shows them, folders of checkpoints, or model files.")
    private List<String> subjects = List.of();

    @Option(
            names = "--sequence-length",
            paramLabel = "N",
            description = "Tokens (default: 128, or as many as there are positions).")
    private @Nullable Integer sequenceLength;

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
        OptionalInt length = sequenceLength == null ? OptionalInt.empty() : OptionalInt.of(sequenceLength);
        if (length.orElse(1) < 1 || batch < 1) {
            throw UserException.usage("--sequence-length and --batch must be at least 1");
        }
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Map<String, Network> known = Networks.builtIn();
        List<Table> tables = new ArrayList<>();
        for (String subject : subjects) {
            Network network = known.get(subject);
            List<Table> own = network != null
                    ? List.of(NetworkTables.cost(subject, subject, network, batch, length))
                    : tables(subject, length, console);
            own.forEach(table -> tables.add(renamed(table, tables)));
        }
        ShapeFlag.parse(shapes).keySet().forEach(this::refuseUnknownInput);
        console.show(tables);
        return ExitCode.DONE.code();
    }

    private List<Table> tables(String subject, OptionalInt length, Console console) throws IOException {
        Path path = path(subject);
        if (Files.isDirectory(path) || OpenedCheckpoint.isModelId(path)) {
            return NetworkTables.checkpoint(OpenedCheckpoint.open(path, console), batch, length);
        }
        // The name of a file that is missing: the suggestion of a workload would mislead.
        if (subject.endsWith(".onnx") || subject.endsWith(".tflite") || Files.exists(path)) {
            ModelMetadata model = ModelMetadata.of(path);
            models.add(model);
            return ModelTables.of(model, ShapeFlag.parse(shapes), console);
        }
        throw Suggestions.unknown("workload", subject, Networks.builtIn().keySet());
    }

    private void refuseUnknownInput(String name) {
        if (models.stream().allMatch(model -> model.input(name).isEmpty())) {
            throw Suggestions.unknown(
                    "input in --shape",
                    Printable.text(name),
                    models.stream()
                            .flatMap(model -> model.inputs().stream())
                            .map(input -> Printable.text(input.name()))
                            .distinct()
                            .toList());
        }
    }

    private static Path path(String subject) {
        try {
            return Path.of(subject);
        } catch (InvalidPathException e) {
            throw Suggestions.unknown(
                    "workload", Printable.text(subject), Networks.builtIn().keySet());
        }
    }

    /** Two folders or files may have one name. */
    private static Table renamed(Table table, List<Table> others) {
        String free = table.name();
        for (int number = 2; isTaken(free, others); number++) {
            free = table.name() + " (" + number + ')';
        }
        return new Table(free, table.columns(), table.rows());
    }

    private static boolean isTaken(String name, List<Table> tables) {
        return tables.stream().anyMatch(table -> table.name().equals(name));
    }
}
