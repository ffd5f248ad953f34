package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.util.List;

/** An interpreter with its delegate: what of TensorFlow Lite's Java API a session needs. */
interface Engine extends AutoCloseable {
    /** The model's inputs, in the order of {@link #run}. */
    List<TensorInfo> inputs() throws RunnerException;

    /** The model's outputs, in the order of {@link #run}. */
    List<TensorInfo> outputs() throws RunnerException;

    /**
     * One inference. The Java API copies from and to these buffers, on every runtime of this kind: a copy is a part of what
     * its users wait for.
     *
     * @param inputs direct buffers in native order
     * @param outputs the same, written from their beginning
     */
    void run(List<ByteBuffer> inputs, List<ByteBuffer> outputs) throws RunnerException;

    @Override
    void close();
}
