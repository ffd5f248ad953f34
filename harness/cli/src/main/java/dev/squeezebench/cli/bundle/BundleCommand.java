package dev.squeezebench.cli.bundle;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one archive that measures on a machine without network, Java or Maven. */
@Command(
        name = "bundle",
        description = {
            "Packs this command, Java, the selected runners and your files into one archive for a Linux machine without"
                    + " network, Java or Maven.",
            "There, './squeezebench run' measures what is selected here."
        },
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench bundle --target onnxruntime:cpu",
            "  squeezebench bundle --target onnxruntime:cpu --runtime onnxruntime@1.28.0,onnxruntime@1.29.0",
            "  squeezebench bundle --target onnxruntime:webgpu,onnxruntime:cpu --native-library webgpu",
            "On that machine, without anything else:",
            "  tar -xf squeezebench.tar.xz && cd squeezebench && ./squeezebench run --out results",
            "Here, with the folder 'results' from there:",
            "  squeezebench report --charts results/charts results"
        })
public final class BundleCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "squeezebench.tar.xz",
            description = "The archive, a new .tar.xz file (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SuiteOption suite = new SuiteOption();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    public BundleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        if (BundleManifest.in(surroundings.home()).isPresent()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "a bundle cannot pack another: run 'bundle' where squeezebench was built or unpacked");
        }
        BundleArchive archive = BundleArchive.of(out);
        Platform platform = Platform.of(System.getProperties());
        Path suites = surroundings.home().resolve("suites");
        Settings inForce = suite.settings(settings, spec, suites, List.of());
        if (!inForce.selection().runtimes().isEmpty()
                && !spec.findOption(NativeLibraryOption.FLAG)
                        .originalStringValues()
                        .isEmpty()) {
            throw UserException.usage("--runtime and --native-library are not packed together: a library belongs to one"
                    + " version; leave one of them out");
        }
        try (Scratch scratch = Scratch.create()) {
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(inForce);
            BundleTargets targets = BundleTargets.of(plan);
            targets.notes().forEach(console::message);
            console.message("linking Java and packing " + String.join(", ", targets.names()));
            Packing packing = new Packing(surroundings.home(), platform, scratch.path());
            BundleContents contents =
                    packing.contents(targets.runners(), plan.files(), suite.saidWithoutFiles(spec, suites));
            try (ProgressListener.Task progress = console.begin("packing")) {
                archive.write(contents, progress);
            }
            console.show(contents.table(archive));
            console.message(Printable.text(out.toString()) + ": " + Quantities.bytes(archive.bytes()) + ", "
                    + Quantities.bytes(contents.bytes()) + " unpacked; there: tar -xf " + out.getFileName() + " && "
                    + BundleArchive.FOLDER + "/squeezebench run");
        }
        return ExitCode.DONE.code();
    }
}
