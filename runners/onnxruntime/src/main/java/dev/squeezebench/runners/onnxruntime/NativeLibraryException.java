package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.runner.RunnerException;

/** ONNX Runtime's native library is missing or cannot be linked. */
final class NativeLibraryException extends RunnerException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    NativeLibraryException(String reason, String remedy, Throwable cause) {
        super(reason + ": " + remedy, cause);
        this.reason = reason;
        this.remedy = remedy;
    }

    NativeLibraryException(String reason, String remedy) {
        super(reason + ": " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    String reason() {
        return reason;
    }

    String remedy() {
        return remedy;
    }
}
