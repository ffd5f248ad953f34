package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.CeilingShapes;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.Yardsticks;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.profile.OperatorMapping;
import dev.squeezebench.workloads.store.Emitters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Measures what each runtime reaches at best: its own matrix products, of a large size and of the sizes of the profiled models,
 * and its own scaling of tensors, of a size that no cache holds and of the models' activations. By the same profiler, in a process
 * of its own, with the threads and options of the scenarios, once for all models of a target.
 */
final class CeilingTrials {
    /** As large as a product may be for kernels to show what they can. */
    private static final Yardsticks.Product LARGE = new Yardsticks.Product(1024, 1024, 1024);

    /** 64 MiB read and as many written. */
    private static final int BEYOND_CACHES = 1 << 24;

    private static final int WARM_UPS = 3;
    private static final int INVOCATIONS = 12;

    private final Console console;
    private final Profiler profiler;
    private final Path scratch;

    CeilingTrials(Console console, Profiler profiler, Path scratch) {
        this.console = console;
        this.profiler = profiler;
        this.scratch = scratch;
    }

    /** What arms have in common that share their ceilings: another build, Java or environment may have others. */
    private record Target(
            RunnerDistribution runner, String acceleration, int threads, Map<String, String> options, JvmSpec jvm) {
        static Target of(Arm arm) {
            Scenario scenario = arm.scenario();
            return new Target(
                    arm.planned().runner(),
                    scenario.acceleration(),
                    scenario.threads(),
                    arm.planned().options(),
                    arm.jvm());
        }
    }

    /**
     * The profiles with their ceilings, where these can be measured.
     *
     * @param arms what was profiled
     */
    List<Profile> added(List<Arm> arms, List<Profile> profiles) throws IOException, InterruptedException {
        Map<Target, Arm> measuring = new LinkedHashMap<>();
        Map<Target, List<Profile>> targets = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            Optional<Arm> arm = armOf(profile, arms);
            boolean onProcessor = arm.isPresent()
                    && arm.get().phone().isEmpty()
                    && !arm.get()
                            .planned()
                            .runner()
                            .info()
                            .isOnDevice(profile.scenario().acceleration());
            if (onProcessor && profile.scenario().dtype().equals("float32")) {
                Target target = Target.of(arm.get());
                measuring.putIfAbsent(target, arm.get());
                targets.computeIfAbsent(target, each -> new ArrayList<>()).add(profile);
            }
        }
        Map<Target, Ceilings> ceilings = new HashMap<>();
        for (Map.Entry<Target, Arm> target : measuring.entrySet()) {
            measured(target.getValue(), yardsticks(targets.getOrDefault(target.getKey(), List.of())))
                    .ifPresent(measured -> ceilings.put(target.getKey(), measured));
        }
        return profiles.stream()
                .map(profile -> armOf(profile, arms)
                        .flatMap(arm -> Optional.ofNullable(ceilings.get(Target.of(arm))))
                        .map(profile::with)
                        .orElse(profile))
                .toList();
    }

    private static Optional<Arm> armOf(Profile profile, List<Arm> arms) {
        return arms.stream()
                .filter(arm ->
                        arm.name().equals(profile.arm()) && arm.scenario().equals(profile.scenario()))
                .findFirst();
    }

    private static Yardsticks yardsticks(List<Profile> profiles) {
        Set<Yardsticks.Product> products = new LinkedHashSet<>(List.of(LARGE));
        Set<Integer> scalings = new LinkedHashSet<>(List.of(BEYOND_CACHES));
        for (Profile profile : profiles) {
            CeilingShapes shapes = CeilingShapes.of(profile);
            shapes.products()
                    .forEach(shape ->
                            products.add(new Yardsticks.Product(shape.rows(), shape.inner(), shape.columns())));
            shapes.activation().ifPresent(scalings::add);
        }
        return new Yardsticks(List.copyOf(products), List.copyOf(scalings));
    }

    private Optional<Ceilings> measured(Arm arm, Yardsticks yardsticks) throws IOException, InterruptedException {
        PlannedScenario plan = arm.planned();
        Path folder = Files.createTempDirectory(scratch, "ceilings");
        String format = plan.runner().info().modelFormat();
        Path model = folder.resolve("yardsticks." + format);
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Emitters.ofFormat(format).emit(yardsticks, channel);
        }
        Path inputs = folder.resolve("inputs.safetensors");
        List<Tensor> tensors = yardsticks.inputs();
        Safetensors.write(inputs, tensors);
        PlannedScenario own = new PlannedScenario(
                plan.scenario(),
                plan.runner(),
                model,
                Optional.empty(),
                inputs,
                plan.expectation(),
                Map.of(),
                plan.options(),
                plan.adapters(),
                OptionalLong.of(yardsticks.flop()));
        Profiler.Outcome outcome = profiler.profile(new Arm(arm.name(), own, arm.jvm()), WARM_UPS, INVOCATIONS);
        if (outcome instanceof Profiler.Outcome.None none) {
            return without(plan, none.reason());
        }
        try (Profiler.Outcome.Profiled profiled = (Profiler.Outcome.Profiled) outcome) {
            Map<String, List<Long>> sizes = new LinkedHashMap<>();
            tensors.forEach(tensor -> sizes.put(tensor.name(), tensor.shape()));
            InputShapes shapes = new InputShapes(sizes, Map.of());
            var profile = profiled.result().profile();
            Optional<ModelGraph> optimised = profile.graph().isPresent()
                    ? Optional.of(ModelGraph.of(profile.graph().get(), shapes))
                    : Optional.empty();
            Optional<Ceilings> ceilings =
                    yardsticks.measured(OperatorMapping.of(profile, ModelGraph.of(model, shapes), optimised));
            return ceilings.isPresent()
                    ? ceilings
                    : without(plan, "its profiler does not name the products and scalings that were asked for");
        }
    }

    private Optional<Ceilings> without(PlannedScenario plan, String reason) {
        console.warning("no ceilings of " + plan.scenario().runner() + ':'
                + plan.scenario().acceleration() + ": " + reason);
        return Optional.empty();
    }
}
