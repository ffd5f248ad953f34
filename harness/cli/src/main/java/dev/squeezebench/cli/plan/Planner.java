package dev.squeezebench.cli.plan;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringChoice;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns wishes into scenarios: tries each target once, resolves what was left to {@code auto}. */
public final class Planner {
    private final Probes probes;
    private final List<ModelEmitter> emitters;
    private final LoweringTable table;

    /**
     * @param probes tries targets
     * @param emitters write model files
     * @param table what {@code auto} means for a runtime
     */
    public Planner(Probes probes, List<ModelEmitter> emitters, LoweringTable table) {
        this.probes = probes;
        this.emitters = List.copyOf(emitters);
        this.table = table;
    }

    /**
     * Decides on every wish.
     *
     * @throws IOException when a target cannot be tried
     * @throws InterruptedException when the calling thread was interrupted
     */
    public Plan plan(List<Wish> wishes) throws IOException, InterruptedException {
        Map<Target, Availability> tried = new HashMap<>();
        Map<String, Choice> choices = new LinkedHashMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Wish wish : wishes) {
            Decision decision = decide(wish, tried);
            decision.choice()
                    .ifPresent(choice -> choices.putIfAbsent(choice.scenario().id(), choice));
            decision.refusal().ifPresent(refusals::add);
        }
        return new Plan(List.copyOf(choices.values()), refusals);
    }

    private Availability tried(Map<Target, Availability> tried, Wish wish) throws IOException, InterruptedException {
        Availability availability = tried.get(wish.target());
        if (availability == null) {
            availability = probes.probe(wish.runner(), wish.acceleration());
            tried.put(wish.target(), availability);
        }
        return availability;
    }

    private Decision decide(Wish wish, Map<Target, Availability> tried) throws IOException, InterruptedException {
        String packed = wish.runner().runtimeVersion();
        if (wish.subject() instanceof OwnModel model
                && !model.face().format().equals(wish.runner().modelFormat())) {
            return Decision.no(
                    wish,
                    scenario(wish, packed, Scenario.GIVEN, Scenario.GIVEN, model.options()),
                    wish.runner().name() + " opens ." + wish.runner().modelFormat() + " files, and this is ."
                            + model.face().format(),
                    "choose a target that opens it, or convert it");
        }
        Availability availability = tried(tried, wish);
        if (availability instanceof Availability.Usable usable) {
            return inForm(wish, usable.runtime().version());
        }
        Availability.Unusable unusable = (Availability.Unusable) availability;
        return inForm(wish, packed).refused(wish, unusable);
    }

    private Decision inForm(Wish wish, String version) {
        if (wish.subject() instanceof OwnModel model) {
            return Decision.yes(new Choice.Own(
                    scenario(wish, version, Scenario.GIVEN, Scenario.GIVEN, model.options()),
                    wish.runner(),
                    model,
                    wish.settings()));
        }
        TrainedNetwork trained = ((Subject.Emitted) wish.subject()).trained();
        String format = wish.runner().modelFormat();
        Optional<ModelEmitter> emitter = emitters.stream()
                .filter(candidate -> candidate.format().equals(format))
                .findFirst();
        return emitter.isPresent()
                ? inForm(wish, trained, version, emitter.get())
                : Decision.no(
                        wish,
                        unformed(wish, version),
                        "nothing here writes ." + format + " files",
                        "choose another target");
    }

    private Decision inForm(Wish wish, TrainedNetwork trained, String version, ModelEmitter emitter) {
        Network network = trained.network();
        LoweringChoice auto = table.choose(wish.runner().name(), version, wish.acceleration(), network, emitter);
        String lowering = wish.lowering().equals(Wish.AUTO) ? auto.lowering() : wish.lowering();
        if (!emitter.lowerings(network).contains(lowering)) {
            return Decision.no(
                    wish,
                    unformed(wish, version),
                    "lowering " + lowering + " cannot be written as ." + emitter.format(),
                    "choose " + String.join(" or ", emitter.lowerings(network)));
        }
        List<String> fusions = emitter.fusions(network, lowering);
        String fusion = wish.fusion().equals(Wish.AUTO) ? autoFusion(auto, fusions) : wish.fusion();
        if (!fusions.contains(fusion)) {
            return Decision.no(
                    wish,
                    unformed(wish, version),
                    "fusion " + fusion + " cannot be written as ." + emitter.format() + " with lowering " + lowering,
                    "choose " + String.join(" or ", fusions));
        }
        return inType(wish, trained, emitter, scenario(wish, version, lowering, fusion, Map.of()));
    }

    private static Decision inType(Wish wish, TrainedNetwork trained, ModelEmitter emitter, Scenario scenario) {
        List<ElementType> types = emitter.elementTypes();
        return types.stream()
                .filter(type -> type.word().equals(scenario.dtype()))
                .findFirst()
                .map(type -> new ModelVariant(
                        scenario.lowering(), scenario.fusion(), type, scenario.batch(), scenario.sequenceLength()))
                .map(variant -> Decision.yes(new Choice.Emitted(scenario, wish.runner(), trained, emitter, variant)))
                .orElseGet(() -> Decision.no(
                        wish,
                        scenario,
                        scenario.dtype() + " cannot be written as ." + emitter.format(),
                        "choose --dtype "
                                + types.stream().map(ElementType::word).collect(Collectors.joining(" or "))
                                + " for it, or another target"));
    }

    /** In the words of the wish, since there is no form that they lead to. */
    private static Scenario unformed(Wish wish, String version) {
        return scenario(wish, version, wish.lowering(), wish.fusion(), Map.of());
    }

    private static Scenario scenario(
            Wish wish, String version, String lowering, String fusion, Map<String, String> options) {
        Shape shape = wish.shape();
        Map<String, String> all = new TreeMap<>(wish.settings());
        all.putAll(options);
        return new Scenario.Builder(wish.workload())
                .graph(lowering, fusion)
                .dtype(shape.dtype())
                .batch(shape.batch())
                .sequenceLength(shape.sequenceLength())
                .runtime(wish.runner().name(), version)
                .acceleration(wish.acceleration())
                .threads(shape.threads())
                .options(all)
                .build();
    }

    /** Not every fusion goes with a lowering that the user chose. */
    private static String autoFusion(LoweringChoice auto, List<String> fusions) {
        return fusions.contains(auto.fusion()) ? auto.fusion() : fusions.get(0);
    }

    /** One of the two. */
    private record Decision(Optional<Choice> choice, Optional<Refusal> refusal) {
        static Decision yes(Choice choice) {
            return new Decision(Optional.of(choice), Optional.empty());
        }

        static Decision no(Wish wish, Scenario scenario, String reason, String remedy) {
            return new Decision(Optional.empty(), Optional.of(new Refusal(wish, scenario, reason, remedy, false)));
        }

        /** The same scenario, refused for a reason of the target's. */
        Decision refused(Wish wish, Availability.Unusable target) {
            Scenario scenario = choice.map(Choice::scenario)
                    .orElseGet(() -> refusal.orElseThrow().scenario());
            return new Decision(
                    Optional.empty(),
                    Optional.of(new Refusal(wish, scenario, target.reason(), target.remedy(), target.elsewhere())));
        }
    }
}
