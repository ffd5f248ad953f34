package dev.squeezebench.cli.plan;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import dev.squeezebench.workloads.store.BuildListener;
import dev.squeezebench.workloads.store.ModelStore;
import dev.squeezebench.workloads.store.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes a scenario's files in the cache, or finds them there. */
public final class Preparation {
    private final ModelStore store;
    private final Map<String, Given> given;
    private final BuildListener listener;
    private final OwnPreparation own;

    /**
     * @param store makes model files
     * @param listener told how that goes
     * @param scratch folder for what is gone when the run ends
     * @param outline all that is measured
     */
    public Preparation(ModelStore store, BuildListener listener, Path scratch, RunPlan outline) {
        this.store = store;
        this.given = outline.given();
        this.listener = listener;
        this.own = new OwnPreparation(scratch, outline.plan().choices());
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
        Data data = data(choice);
        ModelFile described = store.describe(choice.trained(), choice.emitter(), choice.variant(), model);
        return new Prepared(
                new PlannedScenario(
                        choice.scenario(),
                        choice.runner(),
                        model.path(),
                        Optional.of(model.sha256()),
                        data.inputs().path(),
                        new Expectation.Known(
                                data.expected().path(),
                                data.expectedName(),
                                Tolerance.of(choice.variant().elementType())),
                        choice.emitter().dimensions(batch, length),
                        choice.scenario().options(),
                        described.flop()),
                described);
    }

    /** What goes in and what must come out. */
    private record Data(StoredFile inputs, StoredFile expected, String expectedName) {}

    private Data data(Choice.Emitted choice) throws IOException {
        TrainedNetwork trained = choice.trained();
        ElementType idType = choice.emitter().idType();
        Given own = given.get(trained.name());
        if (own == null) {
            int batch = choice.scenario().batch();
            int length = choice.scenario().sequenceLength();
            return new Data(
                    store.inputs(trained, batch, length, idType, listener),
                    store.reference(trained, batch, length, listener),
                    ReferenceEncoder.NAME);
        }
        StoredFile inputs = store.inputs(trained, own.inputs().tensors(), idType, listener);
        if (own.expected().isEmpty()) {
            return new Data(inputs, store.reference(trained, own.inputs().tensors(), listener), ReferenceEncoder.NAME);
        }
        Given.Expected expected = own.expected().get();
        return new Data(inputs, store.expected(trained, expected.outputs().tensors(), listener), expected.name());
    }
}
