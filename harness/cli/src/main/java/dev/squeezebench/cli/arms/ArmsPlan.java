package dev.squeezebench.cli.arms;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What both sides of a comparison measure, scenario by scenario.
 *
 * @param settings the baseline's
 * @param baseline its scenarios
 * @param candidate the other side's, as many and in the same order
 * @param baselineJvm Java of the baseline's processes
 * @param candidateJvm Java of the candidate's processes
 * @param baselineInjected what the baseline's processes do to themselves; absent in a gate that decides something
 * @param candidateInjected the same of the candidate's
 */
public record ArmsPlan(
        Settings settings,
        RunPlan baseline,
        RunPlan candidate,
        JvmSpec baselineJvm,
        JvmSpec candidateJvm,
        Optional<Injection> baselineInjected,
        Optional<Injection> candidateInjected) {
    public ArmsPlan {
        if (baseline.scenarios().size() != candidate.scenarios().size()) {
            throw UserException.usage("the baseline is " + baseline.scenarios().size()
                    + " scenarios and the candidate " + candidate.scenarios().size()
                    + ": each needs its other side; vary values that are no list");
        }
    }

    /**
     * The plan of two sides.
     *
     * @param command what both have in common
     * @throws UserException when one of them cannot be measured here
     */
    public static ArmsPlan of(
            PlanBuilder planner, CommandSpec command, ArmKeys baseline, ArmKeys candidate, Console console)
            throws IOException, InterruptedException {
        Settings settings = baseline.settings(command);
        RunPlan first = planned(planner(planner, baseline), settings);
        RunPlan second = planned(planner(planner, candidate), candidate.settings(command));
        insistOnOneDevice(first, second);
        baseline.insistOnUse(first);
        candidate.insistOnUse(second);
        return new ArmsPlan(
                settings,
                first,
                sameGraphs(second, first, candidate, console),
                baseline.jvm(),
                candidate.jvm(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same without the scenarios in which nothing differs.
     *
     * @throws UserException when nothing differs at all
     */
    public ArmsPlan differing(Sides sides, Console console) {
        List<RunnableScenario> first = new ArrayList<>();
        List<RunnableScenario> second = new ArrayList<>();
        for (int i = 0; i < baseline.scenarios().size(); i++) {
            RunnableScenario one = baseline.scenarios().get(i);
            RunnableScenario other = candidate.scenarios().get(i);
            boolean same = one.scenario().equals(other.scenario())
                    && one.runner().equals(other.runner())
                    && baselineJvm.equals(candidateJvm)
                    && !sides.baseline().hasOwnFiles()
                    && !sides.candidate().hasOwnFiles();
            if (same) {
                console.message(
                        Printable.text(one.scenario().id()) + " is left out: nothing differs between the sides");
            } else {
                first.add(one);
                second.add(other);
            }
        }
        if (first.isEmpty()) {
            throw UserException.usage("--baseline " + sides.baseline().inWords() + ", --candidate "
                    + sides.candidate().inWords() + ": nothing differs between the sides");
        }
        return new ArmsPlan(
                settings,
                with(baseline, first),
                with(candidate, second),
                baselineJvm,
                candidateJvm,
                baselineInjected,
                candidateInjected);
    }

    private static RunPlan with(RunPlan plan, List<RunnableScenario> scenarios) {
        return new RunPlan(scenarios, plan.unsupported(), plan.baseline(), plan.warnings(), plan.files(), plan.notes());
    }

    /** Arms of two devices cannot take turns. */
    private static void insistOnOneDevice(RunPlan baseline, RunPlan candidate) {
        int both = Math.min(baseline.scenarios().size(), candidate.scenarios().size());
        for (int i = 0; i < both; i++) {
            RunnerDistribution first = baseline.scenarios().get(i).runner();
            RunnerDistribution second = candidate.scenarios().get(i).runner();
            RunnerInfo one = first.info();
            RunnerInfo other = second.info();
            if (!one.phone().equals(other.phone())) {
                throw UserException.usage("the baseline is measured on " + where(one) + " and the candidate on "
                        + where(other)
                        + ": arms of two devices cannot take turns; measure each of them by run, and put the results side by"
                        + " side by compare");
            }
            boolean inShell = LaunchMode.SHELL
                    .word()
                    .equals(baseline.scenarios().get(i).scenario().options().get(PlannedScenario.LAUNCH));
            if (one.phone().isPresent() && !inShell && !first.classPath().equals(second.classPath())) {
                throw UserException.usage(
                        "the baseline is " + version(first) + " and the candidate " + version(second)
                                + ": an app on a phone has one of them, and arms of two apps cannot take turns; have them take turns"
                                + " by --launch shell, or measure each of them by run, and put the results side by side by compare");
            }
        }
    }

    private static String version(RunnerDistribution runner) {
        return runner.name() + '@' + Printable.text(runner.runtimeVersion());
    }

    private static String where(RunnerInfo runner) {
        return runner.phone()
                .map(phone -> "phone " + Printable.text(phone.serial()))
                .orElse("this machine");
    }

    private static PlanBuilder planner(PlanBuilder usual, ArmKeys arm) {
        return arm.distribution().isEmpty()
                ? usual
                : usual.of(
                        arm.distribution().get(),
                        "--" + arm.name() + " distribution="
                                + arm.distribution().get());
    }

    private static RunPlan planned(PlanBuilder planner, Settings settings) throws IOException, InterruptedException {
        RunPlan plan = planner.plan(settings);
        plan.insist();
        if (!plan.unsupported().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "not all of it can be measured here: "
                            + plan.unsupported().get(0).line());
        }
        return plan;
    }

    /** Both sides open the very same file, unless the candidate says which graph it wants. */
    private static RunPlan sameGraphs(RunPlan candidate, RunPlan baseline, ArmKeys arm, Console console) {
        if (arm.choosesGraph()
                || candidate.scenarios().size() != baseline.scenarios().size()) {
            return candidate;
        }
        List<RunnableScenario> same = new ArrayList<>();
        for (int i = 0; i < candidate.scenarios().size(); i++) {
            RunnableScenario own = candidate.scenarios().get(i);
            Scenario other = baseline.scenarios().get(i).scenario();
            boolean differs = !own.scenario().lowering().equals(other.lowering())
                    || !own.scenario().fusion().equals(other.fusion());
            if (differs && own.scenario().workload().equals(other.workload())) {
                console.message("the candidate takes the baseline's graph, " + other.lowering() + " with fusion "
                        + other.fusion() + ", instead of " + own.scenario().lowering() + " with fusion "
                        + own.scenario().fusion());
                same.add(own.inForm(other.lowering(), other.fusion()));
            } else {
                same.add(own);
            }
        }
        return new RunPlan(
                same,
                candidate.unsupported(),
                candidate.baseline(),
                candidate.warnings(),
                candidate.files(),
                candidate.notes());
    }

    /** Both sides as one plan, the baseline's scenarios first. */
    public RunPlan both() {
        List<RunnableScenario> first = baseline.scenarios();
        List<RunnableScenario> second = IntStream.range(0, first.size())
                .mapToObj(i -> candidate.scenarios().get(i).besides(first.get(i)))
                .toList();
        return new RunPlan(
                concat(first, second),
                List.of(),
                baseline.baseline(),
                concat(baseline.warnings(), candidate.warnings()).stream()
                        .distinct()
                        .toList(),
                concat(baseline.files(), candidate.files()).stream().distinct().toList(),
                concat(baseline.notes(), candidate.notes()).stream().distinct().toList());
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /**
     * The words of a run's settings with the hashes of what measures each arm and of the user's files: a gate that goes on
     * compares them.
     *
     * @throws IOException when a file cannot be read
     */
    public Map<String, String> withHashes(Map<String, String> words) throws IOException {
        Map<String, String> all = new TreeMap<>(words);
        all.put("baseline_runtime_sha256", hash(baseline));
        all.put("candidate_runtime_sha256", hash(candidate));
        List<UserFile> files = both().files();
        if (!files.isEmpty()) {
            all.put(
                    "files_sha256",
                    Digests.sha256(files.stream()
                            .map(file -> file.flag() + ' ' + file.sha256())
                            .collect(Collectors.joining("\n"))));
        }
        files.stream()
                .filter(file -> file.flag().equals(NativeLibraryOption.FLAG))
                .forEach(library -> all.put(Settings.LIBRARY_HASH, library.sha256()));
        return all;
    }

    /** Of the jars of its runners, in the order of their class paths. */
    private static String hash(RunPlan plan) throws IOException {
        MessageDigest digest = Digests.sha256();
        Set<Path> jars = new LinkedHashSet<>();
        plan.scenarios().forEach(each -> jars.addAll(each.runner().classPath()));
        for (Path jar : jars) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return Digests.hex(digest.digest());
    }

    /** The same with processes that slow themselves on purpose. */
    public ArmsPlan injecting(Optional<Injection> intoBaseline, Optional<Injection> intoCandidate) {
        return new ArmsPlan(settings, baseline, candidate, baselineJvm, candidateJvm, intoBaseline, intoCandidate);
    }

    /** The first scenario alone. */
    public ArmsPlan first() {
        return new ArmsPlan(
                settings,
                first(baseline),
                first(candidate),
                baselineJvm,
                candidateJvm,
                baselineInjected,
                candidateInjected);
    }

    private static RunPlan first(RunPlan plan) {
        return with(plan, plan.scenarios().subList(0, 1));
    }

    /**
     * Candidate and baseline of each scenario.
     *
     * @param files of the scenarios of {@link #both}
     */
    public List<ArmPair> pairs(List<PlannedScenario> files) {
        int count = baseline.scenarios().size();
        List<ArmPair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new ArmPair(
                    new Arm(JudgedScenario.CANDIDATE, files.get(count + i), candidateJvm, candidateInjected),
                    new Arm(JudgedScenario.BASELINE, files.get(i), baselineJvm, baselineInjected)));
        }
        return pairs;
    }
}
