package dev.squeezebench.cli.fuzz;

import java.io.IOException;

/** Every kind of file that a user can give to the command. */
enum FuzzedFormat {
    CHECKPOINT_SAFETENSORS,
    CHECKPOINT_SHARDS,
    CHECKPOINT_LEGACY,
    CHECKPOINT_ZIP,
    CHECKPOINT_ZIP_PICKLE,
    CHECKPOINT_CONFIG,
    TENSORS_NPZ,
    TENSORS_NPY,
    MODEL_ONNX,
    MODEL_TFLITE,
    RESULTS,
    SUITE;

    /** Reads what files of this kind look like when they are right. */
    FuzzedFile file() throws IOException {
        return switch (this) {
            case CHECKPOINT_SAFETENSORS -> FuzzedCheckpoints.safetensors();
            case CHECKPOINT_SHARDS -> FuzzedCheckpoints.shards();
            case CHECKPOINT_LEGACY -> FuzzedCheckpoints.legacy();
            case CHECKPOINT_ZIP -> FuzzedCheckpoints.zip();
            case CHECKPOINT_ZIP_PICKLE -> FuzzedCheckpoints.pickleInZip();
            case CHECKPOINT_CONFIG -> FuzzedCheckpoints.config();
            case TENSORS_NPZ -> FuzzedTensors.npz();
            case TENSORS_NPY -> FuzzedTensors.npyInNpz();
            case MODEL_ONNX -> FuzzedModels.onnx();
            case MODEL_TFLITE -> FuzzedModels.tflite();
            case RESULTS -> FuzzedTexts.results();
            case SUITE -> FuzzedTexts.suite();
        };
    }
}
