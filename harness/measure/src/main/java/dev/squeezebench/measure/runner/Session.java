package dev.squeezebench.measure.runner;

import dev.squeezebench.measure.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * An open model. Calls come from one thread, in this order: {@link #bind}, then {@link #reset} and {@link #invoke} in turn,
 * {@link #outputs} after an invoke, {@link #close} last. After a reset other inputs of the same shapes may be bound.
 */
public interface Session extends AutoCloseable {
    /** What the runtime says of this session. */
    SessionInfo info();

    /**
     * Writes the inputs to where the runtime reads them. Not timed.
     *
     * @throws RunnerException when an input is missing, unknown, or of another type or shape
     */
    void bind(List<Tensor> inputs) throws RunnerException;

    /** Releases what the last {@link #invoke} left behind. Called before every invoke, outside the clock. */
    void reset() throws RunnerException;

    /** One inference from bound inputs to outputs in the runtime's memory: the timed call. */
    void invoke() throws RunnerException;

    /** Copies the outputs of the last {@link #invoke}. Not timed. */
    List<Tensor> outputs() throws RunnerException;

    /**
     * Where the nodes of the graph ran. Called once, after everything is measured: a runner may open and run the model
     * again to find out. A session with one place alone answers {@link NodePlacement#inOnePlace}.
     */
    default NodePlacement placed() {
        return new NodePlacement(info().acceleration(), Collections.emptyList());
    }

    @Override
    void close() throws RunnerException;
}
