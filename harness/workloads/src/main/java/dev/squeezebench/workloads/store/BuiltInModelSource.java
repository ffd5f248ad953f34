package dev.squeezebench.workloads.store;

import dev.squeezebench.measure.runner.ModelSource;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringChoice;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelMetadata;
import dev.squeezebench.workloads.model.RandomInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The built-in workloads by name, for a benchmark jar that is run by hand; {@code auto} means the same as in the command. */
public final class BuiltInModelSource implements ModelSource {
    private static final String AUTO = "auto";

    private final ModelStore store;

    /** Uses this user's cache; called by {@link java.util.ServiceLoader}. */
    public BuiltInModelSource() {
        this(CacheFolder.ofThisUser());
    }

    BuiltInModelSource(Path cache) {
        this.store = new ModelStore(cache);
    }

    @Override
    public Files prepare(Query query) throws IOException {
        TrainedNetwork trained = builtIn(query.workload());
        Target target = query.target();
        ModelEmitter emitter = Emitters.ofFormat(target.modelFormat());
        LoweringChoice auto = LoweringTable.builtIn()
                .choose(target.runner(), target.runtimeVersion(), target.acceleration(), trained.network(), emitter);
        String lowering = query.lowering().equals(AUTO) ? auto.lowering() : query.lowering();
        ModelVariant variant = ModelVariant.float32(
                lowering,
                query.fusion().equals(AUTO) ? auto.fusionWith(lowering, trained.network(), emitter) : query.fusion(),
                query.batch(),
                query.sequenceLength());
        return new Files(
                store.model(trained, emitter, variant, ProgressListener.NONE).path(),
                store.inputs(
                                trained,
                                InputShape.full(query.batch(), query.sequenceLength()),
                                emitter.idType(),
                                ProgressListener.NONE)
                        .path(),
                emitter.dimensions(query.batch(), query.sequenceLength()));
    }

    @Override
    public Files prepare(Path model, List<String> shapes) throws IOException {
        ModelMetadata metadata = ModelMetadata.of(model);
        InputShapes decided = InputShapes.of(metadata, InputShapes.parse(shapes));
        Path inputs = java.nio.file.Files.createTempFile("squeezebench-inputs-", ".safetensors");
        inputs.toFile().deleteOnExit();
        Safetensors.write(inputs, new RandomInputs(TrainedNetwork.SEED).of(metadata, decided));
        return new Files(model, inputs, Map.of());
    }

    private static TrainedNetwork builtIn(String name) {
        Map<String, TrainedNetwork> known = TrainedNetwork.builtIn();
        TrainedNetwork trained = known.get(name);
        if (trained == null) {
            throw new IllegalArgumentException(
                    "no workload '" + name + "'; there are " + String.join(", ", known.keySet()));
        }
        return trained;
    }
}
