package dev.squeezebench.cli.lab;

import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.Phones;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.devices.ServerOption;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunSession;
import dev.squeezebench.cli.run.SavedRun;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a laboratory's run that was interrupted or killed. */
@Command(
        name = "resume",
        description = {
            "Goes on with a plan that was interrupted or killed: measures what is missing. A round that still runs on a phone,"
                    + " or has ended there meanwhile, is taken over and not run again."
        },
        sortOptions = false)
final class LabResume implements Callable<Integer> {
    static final String COMMAND = "squeezebench lab resume";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder that 'lab run' printed.")
    private Path folder = Path.of("");

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    LabResume(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        cache.check();
        LabFile.in(folder).insistOnBegun();
        List<LabPhone> saved = LabFile.in(folder).read();
        List<LabPhone> phones = connected(saved, console);
        SavedRun before = SavedRun.open(folder, Optional.empty(), true);
        try (Scratch scratch = Scratch.create();
                RunSession session = new RunSession(
                        console, options.format(), spec.commandLine().getErr(), false, COMMAND)) {
            Settings settings = before.settings();
            RunPlan outline = new PlanBuilder(surroundings, console, scratch.path(), cache.folder())
                    .knowing(known(phones))
                    .plan(settings);
            outline.insist();
            before.repaired()
                    .ifPresent(torn -> console.warning("the last line was cut off; it is in " + torn + " now"));
            CacheUse use = cache.use();
            try (use) {
                Run run = Run.resumed(before, settings, outline);
                ExitCode code = session.measureOrLeaveNothing(
                        run, new Measuring(console, new ModelStore(cache.folder()), scratch.path()));
                return LabTable.end(console, run.files(), phones, code).code();
            }
        }
    }

    /** The same phones by the serials that they have now; one that is gone keeps its word, by which no device is found. */
    private List<LabPhone> connected(List<LabPhone> saved, Console console) throws IOException, InterruptedException {
        List<String> servers = saved.stream()
                .filter(LabPhone::isFit)
                .map(LabPhone::server)
                .distinct()
                .toList();
        List<ListedDevice> listed = ServerOption.reachable(servers, surroundings.environment(), console::warning)
                .all();
        return saved.stream()
                .map(phone -> listed.stream()
                        .filter(each -> Phones.isNamed(each, phone.word()))
                        .findFirst()
                        .map(each -> new LabPhone(
                                phone.word(),
                                each.serial(),
                                each.server().toString(),
                                phone.device(),
                                phone.obstacle()))
                        .orElse(phone))
                .toList();
    }

    /** Those that are measured, by the words for them in targets. */
    static Map<String, RunnerInfo.Phone> known(List<LabPhone> phones) {
        Map<String, RunnerInfo.Phone> known = new LinkedHashMap<>();
        phones.stream()
                .filter(LabPhone::isFit)
                .forEach(phone -> known.put(
                        phone.word(),
                        new RunnerInfo.Phone(
                                phone.serial(), phone.server(), phone.device().orElseThrow())));
        return known;
    }
}
