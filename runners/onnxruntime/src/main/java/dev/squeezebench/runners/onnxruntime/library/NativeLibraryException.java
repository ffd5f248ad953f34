package dev.squeezebench.runners.onnxruntime.library;

import dev.squeezebench.measure.runner.RunnerException;

/** ONNX Runtime's native library is missing or cannot be linked. */
public final class NativeLibraryException extends RunnerException {
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

    public String reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
