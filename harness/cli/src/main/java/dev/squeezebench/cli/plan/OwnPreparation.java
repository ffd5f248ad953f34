package dev.squeezebench.cli.plan;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.model.ModelMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the inputs of the user's own models, and says what their outputs are compared with. */
final class OwnPreparation {
    private static final String ONNX_DOMAIN = "ai.onnx";
    private static final String UNCHECKED = "one scenario only ran this model, and no --expect was given";

    private final Path scratch;
    private final Map<String, Integer> counts;
    private final Map<String, Files> files = new HashMap<>();

    /**
     * @param scratch folder for inputs, and for the outputs that others are compared with
     * @param choices all that is measured
     */
    OwnPreparation(Path scratch, List<Choice> choices) {
        this.scratch = scratch;
        this.counts = OwnModels.counts(choices);
    }

    PlannedScenario prepare(Choice.Own choice) throws IOException {
        OwnModel model = choice.model();
        Files made = files.get(model.name());
        if (made == null) {
            made = files(model);
            files.put(model.name(), made);
        }
        return new PlannedScenario(
                choice.scenario(),
                choice.runner(),
                model.path().toAbsolutePath(),
                Optional.of(model.sha256()),
                made.inputs(),
                made.expectation(),
                Map.of(),
                choice.settings(),
                describe(model, choice.scenario()).flop());
    }

    /** What a model's scenarios share. */
    private record Files(Path inputs, Expectation expectation) {}

    private Files files(OwnModel model) throws IOException {
        String suffix = files.size() + ".safetensors";
        Path inputs = scratch.resolve("inputs-" + suffix);
        Safetensors.write(inputs, model.data().inputs());
        return new Files(inputs, expectation(model, suffix));
    }

    private Expectation expectation(OwnModel model, String suffix) throws IOException {
        if (model.data().expected().isPresent()) {
            OwnData.Expected expected = model.data().expected().get();
            Path file = scratch.resolve("expected-" + suffix);
            Safetensors.write(file, expected.outputs());
            return new Expectation.Known(file, expected.name(), Tolerance.ofOwn(model));
        }
        return counts.getOrDefault(model.name(), 0) > 1
                ? new Expectation.Agreement(scratch.resolve("first-" + suffix), Tolerance.ofOwn(model))
                : new Expectation.None(UNCHECKED);
    }

    /** What a result file says of the model: no path, which may tell who the user is. */
    static ModelFile describe(OwnModel model, Scenario scenario) {
        ModelMetadata face = model.face();
        OptionalLong opset = face.opsets().containsKey(ONNX_DOMAIN)
                ? OptionalLong.of(face.opsets().getOrDefault(ONNX_DOMAIN, 0L))
                : OptionalLong.empty();
        return new ModelFile(
                scenario.workload(),
                model.sha256(),
                face.bytes(),
                OptionalLong.of(face.parameters()),
                face.flop(model.data().shapes().symbols()),
                "file@sha256:" + model.sha256(),
                face.format(),
                opset.isPresent() && opset.getAsLong() <= Integer.MAX_VALUE
                        ? OptionalInt.of((int) opset.getAsLong())
                        : OptionalInt.empty());
    }
}
