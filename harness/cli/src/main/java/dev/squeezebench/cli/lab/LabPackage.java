package dev.squeezebench.cli.lab;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.android.lab.run.AppPacker;
import dev.squeezebench.android.lab.run.HostedPackage;
import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.LabPlan;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.ExperimentPlan;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs a plan for a device farm. */
@Command(
        name = "package",
        description = {
            "Packs a plan for a device farm, where no computer looks after the phone: squeezebench-hosted.apk, which measures by"
                    + " itself when it is opened or instrumented, and squeezebench-hosted-shell.zip, the same for farms that give"
                    + " a shell. 'import' takes what the farm brings back."
        },
        sortOptions = false)
final class LabPackage implements Callable<Integer> {
    private static final String APK = "squeezebench-hosted.apk";
    private static final String SHELL = "squeezebench-hosted-shell.zip";

    /** How the plan calls a phone that is not known yet. */
    private static final String ANY = "farm";

    /** Where it was unpacked, wherever that is. */
    private static final String RUN = """
            # adb push squeezebench-hosted /data/local/tmp && adb shell sh /data/local/tmp/squeezebench-hosted/run.sh
            cd "${0%/*}" || exit 1
            export CLASSPATH="$PWD/squeezebench-shell.jar" LD_LIBRARY_PATH="$PWD/lib/$(getprop ro.product.cpu.abi)"
            exec app_process "-Dsqueezebench.libraries=$LD_LIBRARY_PATH" "-Djava.io.tmpdir=$PWD" \\
                -Dorg.bytedeco.javacpp.loadlibraries=false / dev.squeezebench.android.app.LabMain "$PWD"
            """;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PLAN.yaml",
            description = "What is measured; the farm's own commands say on which phones.")
    private Path plan = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for both files, new or empty.")
    private Path out = Path.of("");

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    LabPackage(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        RunFiles.check(out);
        cache.check();
        LabPlan chosen = LabPlan.read(plan);
        if (!chosen.serials().isEmpty()
                || !chosen.models().isEmpty()
                || !chosen.labels().isEmpty()) {
            console.warning("the farm chooses the phones: serial, model and label of the plan are left out");
        }
        PhoneApp plain = PhoneApp.of(surroundings.home());
        insistOnParts(plain);
        try (Scratch scratch = Scratch.create()) {
            CommandSpec nothing = new CommandLine(new Settings()).getCommandSpec();
            SuiteOption suite = new SuiteOption();
            Path suites = surroundings.home().resolve("suites");
            List<String> arguments = chosen.arguments(List.of(ANY));
            Settings settings = suite.settings(new Settings(), nothing, suites, arguments);
            if (!settings.selection().launches().isEmpty()) {
                throw UserException.usage(
                        "a package is started by the farm, and its launch mode is hosted: leave launch out"
                                + " of the plan");
            }
            RunPlan outline = new PlanBuilder(surroundings, console, scratch.path(), cache.folder())
                    .knowing(Map.of(
                            ANY,
                            new RunnerInfo.Phone(
                                    ANY, ANY + ":0", new Device(ANY, Device.Kind.PHONE, Optional.empty()))))
                    .plan(settings);
            outline.insist();
            outline.unsupported().stream()
                    .map(each -> each.line())
                    .distinct()
                    .forEach(line -> console.warning("not in the package: " + line));
            PhoneApp app = app(outline);
            CommandLineText text = new CommandLineText(new Redaction(false), spec, Set.of());
            Path content = Files.createDirectory(scratch.path().resolve("hosted"));
            Path planned = scratch.path().resolve("planned");
            HostedPackage hosted = new HostedPackage(content, settings.length().trial(settings.selection()));
            CacheUse use = cache.use();
            int rounds;
            try (use) {
                try (Run run = Run.started(
                        Optional.of(planned),
                        false,
                        settings,
                        suite.words(nothing, suites, arguments, Targets.usual(surroundings), text::shown),
                        outline,
                        text.of(spec.root().commandLine().getParseResult().originalArgs()),
                        Map.of())) {
                    rounds = pack(run, hosted, new Measuring(console, new ModelStore(cache.folder()), scratch.path()));
                }
                hosted.finish(
                        planned.resolve("results.jsonl"), settings.length().coolDown(), app);
                Files.createDirectories(out);
                carry(plain, app, content, out.resolve(APK));
                zip(app, content, out.resolve(SHELL));
            }
            console.message(rounds + " rounds are in " + out.resolve(APK) + " ("
                    + Quantities.bytes(Files.size(out.resolve(APK))) + ") and " + out.resolve(SHELL)
                    + "; when the farm has run one of them: squeezebench import ARTIFACTS");
            return (outline.unsupported().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL).code();
        }
    }

    /** That which has every runner of the plan. */
    private static PhoneApp app(RunPlan outline) {
        List<Path> jars = outline.scenarios().stream()
                .map(scenario -> scenario.runner().classPath().get(0))
                .distinct()
                .toList();
        if (jars.size() > 1) {
            throw UserException.usage(
                    "a package is one app, which has one version of a runtime: make a package of each");
        }
        return new PhoneApp(jars.get(0));
    }

    private static void insistOnParts(PhoneApp app) {
        if (!AppPacker.isBuilt(app)) {
            throw new UserException(ExitCode.NOT_USABLE, PhoneApp.NOT_BUILT + ": " + PhoneApp.REMEDY);
        }
    }

    /** Writes the rounds, and into the run's results that none of them was run. */
    private static int pack(Run run, HostedPackage hosted, Measuring measuring) throws IOException {
        List<ExperimentPlan.Fixed> rounds =
                measuring.plan(run, measuring.prepare(run)).fixed();
        for (ExperimentPlan.Fixed round : rounds) {
            hosted.add(round);
            for (Arm arm : round.arms()) {
                run.writer()
                        .write(new Trial.Builder(
                                        run.record().run(), run.record().at(), arm.scenario())
                                .launch(Optional.of(LaunchMode.HOSTED))
                                .modelSha256(arm.planned().modelSha256())
                                .group(round.turns().map(turns -> turns.group()))
                                .place(round.number(), round.arms().indexOf(arm) + 1)
                                .arm(arm.name())
                                .outcome(new TrialOutcome.Failed(Stage.START, "the farm has not run it", true))
                                .outputCheck(new OutputCheck.NotChecked("not measured"))
                                .build());
            }
        }
        return rounds.size();
    }

    /** Signing needs Android's own classes, which this command's class path has no use for. */
    private static void carry(PhoneApp plain, PhoneApp app, Path content, Path apk)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        AppPacker.classPath(plain),
                        "dev.squeezebench.android.packer.CarryMain",
                        app.apk().toString(),
                        content.toString(),
                        apk.toString(),
                        "public",
                        "debug")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException("the APK could not be made: "
                    + Printable.text(said.strip().lines().findFirst().orElse("it printed nothing")));
        }
    }

    private static void zip(PhoneApp app, Path content, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Path file : files(content)) {
                add(zip, content.relativize(file).toString(), file);
            }
            add(zip, "squeezebench-shell.jar", app.jar());
            Path libraries = app.jar().resolveSibling("lib");
            for (Path library : files(libraries)) {
                add(zip, "lib/" + libraries.relativize(library), library);
            }
            zip.putNextEntry(new ZipEntry("squeezebench-hosted/run.sh"));
            zip.write(RUN.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry("squeezebench-hosted/" + name.replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
    }
}
