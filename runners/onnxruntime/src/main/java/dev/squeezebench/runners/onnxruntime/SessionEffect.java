package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/** What an option or an execution provider does to a session that is about to be opened. */
@FunctionalInterface
interface SessionEffect {
    /** For a choice that leaves the runtime as it is. */
    SessionEffect NONE = options -> {};

    void apply(SessionOptions options) throws OrtException;
}
