package dev.squeezebench.runners.onnxruntime.probe;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.Map;

/** The smallest model that shows whether an execution provider computes: {@code y = x + x} for one float. */
final class ProbeModel {
    /** A serialised ModelProto: ir_version 8, operator set 13, one Add node, x and y of shape [1]. */
    private static final String HEX = "08083a390a0e0a01780a01781201792203416464120570726f62655a0f0a01"
            + "78120a0a08080112040a020801620f0a0179120a0a08080112040a0208014202100d";

    private ProbeModel() {}

    static byte[] bytes() {
        return HexFormat.of().parseHex(HEX);
    }

    /**
     * Runs it once.
     *
     * @param settings those of the provider alone
     * @throws OrtException when the provider cannot be set up or does not compute
     */
    static boolean computes(OrtEnvironment environment, SessionSettings settings) throws OrtException {
        try (SessionOptions options = settings.open();
                OrtSession session = environment.createSession(bytes(), options);
                OnnxTensor x =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {21}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return result.get(0) instanceof OnnxTensor y && y.getFloatBuffer().get(0) == 42;
        }
    }
}
