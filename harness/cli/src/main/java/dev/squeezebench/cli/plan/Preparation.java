package dev.squeezebench.cli.plan;

import dev.squeezebench.core.Expectation;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.results.ModelFile;
import dev.squeezebench.workloads.store.BuildListener;
import dev.squeezebench.workloads.store.ModelStore;
import dev.squeezebench.workloads.store.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a scenario's files in the cache, or finds them there. */
public final class Preparation {
    private static final String REFERENCE = "reference-float64";

    private final ModelStore store;
    private final BuildListener listener;
    private final OwnPreparation own;

    /**
     * @param store makes model files
     * @param listener told how that goes
     * @param scratch folder for what is gone when the run ends
     * @param plan all that is measured
     */
    public Preparation(ModelStore store, BuildListener listener, Path scratch, Plan plan) {
        this.store = store;
        this.listener = listener;
        this.own = new OwnPreparation(scratch, plan.choices());
    }

    /**
     * A scenario with its files.
     *
     * @param planned what to measure
     * @param model what result files say of its model
     */
    public record Prepared(PlannedScenario planned, ModelFile model) {}

    /**
     * Makes what is missing.
     *
     * @throws IOException when the cache cannot be read or written
     */
    public Prepared prepare(Choice choice) throws IOException {
        if (choice instanceof Choice.Own file) {
            return new Prepared(own.prepare(file), OwnPreparation.describe(file.model(), file.scenario()));
        }
        return emitted((Choice.Emitted) choice);
    }

    private Prepared emitted(Choice.Emitted choice) throws IOException {
        int batch = choice.scenario().batch();
        int length = choice.scenario().sequenceLength();
        StoredFile model = store.model(choice.trained(), choice.emitter(), choice.variant(), listener);
        StoredFile inputs =
                store.inputs(choice.trained(), batch, length, choice.emitter().idType(), listener);
        StoredFile expected = store.reference(choice.trained(), batch, length, listener);
        return new Prepared(
                new PlannedScenario(
                        choice.scenario(),
                        choice.runner(),
                        model.path(),
                        Optional.of(model.sha256()),
                        inputs.path(),
                        new Expectation.Known(
                                expected.path(),
                                REFERENCE,
                                Tolerance.of(choice.variant().elementType())),
                        choice.emitter().dimensions(batch, length),
                        choice.scenario().options()),
                store.describe(choice.trained(), choice.emitter(), choice.variant(), model));
    }
}
