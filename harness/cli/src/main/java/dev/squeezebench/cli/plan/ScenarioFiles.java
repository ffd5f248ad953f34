package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.TfliteArithmetic;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the files of scenarios: those of networks in the cache, those of user's models for as long as the run takes. */
public final class ScenarioFiles {
    /** Key of a runner's descriptor: its runtime tells how many nodes of a TensorFlow Lite graph ran where, and not which. */
    private static final String COUNTS_NODES = "countsNodes";

    private final ModelStore store;
    private final ProgressListener listener;
    private final Path scratch;
    private final List<RunnableScenario> all;
    private final IdentityHashMap<UserModel, UserModel.Files> ofModels = new IdentityHashMap<>();

    /**
     * @param store makes model files
     * @param listener follows the making
     * @param scratch folder for what is gone when the run ends
     * @param all scenarios that are measured: outputs of the same model on several targets are compared
     */
    public ScenarioFiles(ModelStore store, ProgressListener listener, Path scratch, List<RunnableScenario> all) {
        this.store = store;
        this.listener = listener;
        this.scratch = scratch;
        this.all = List.copyOf(all);
    }

    /**
     * A scenario with its files, which are made where they are missing.
     *
     * @throws IOException when the cache cannot be read or written
     */
    public Subject.Prepared prepare(RunnableScenario scenario) throws IOException {
        Subject.Prepared prepared = scenario.subject().prepare(scenario, this);
        PlannedScenario planned = prepared.planned();
        if (planned.runner().descriptor().word(COUNTS_NODES).isEmpty()) {
            return prepared;
        }
        Map<String, List<Long>> shapes = new TreeMap<>();
        Safetensors.read(planned.inputs()).forEach(input -> shapes.put(input.name(), input.shape()));
        return new Subject.Prepared(
                planned.with(TfliteArithmetic.of(planned.model(), new InputShapes(shapes, planned.dimensions()))),
                prepared.model());
    }

    ModelStore store() {
        return store;
    }

    ProgressListener listener() {
        return listener;
    }

    /** What all scenarios of a model share, and those of the models that are compared with it. */
    UserModel.Files of(UserModel model) throws IOException {
        UserModel first = model.first();
        UserModel.Files known = ofModels.get(first);
        if (known == null) {
            List<UserModel> sharing = all.stream()
                    .map(RunnableScenario::subject)
                    .filter(UserModel.class::isInstance)
                    .map(UserModel.class::cast)
                    .filter(each -> each.first().equals(first))
                    .toList();
            known = first.write(scratch, ofModels.size(), sharing);
            ofModels.put(first, known);
        }
        return known;
    }
}
