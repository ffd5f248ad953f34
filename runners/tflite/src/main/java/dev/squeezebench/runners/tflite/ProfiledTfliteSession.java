package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.tensorflowlite.Interpreter;

/** An open model whose operators the interpreter's telemetry times. */
final class ProfiledTfliteSession implements ProfiledSession {
    private final TfliteSession inner;
    private final Interpreter interpreter;
    private final Kernels kernels;
    private final OperatorEvents events;
    private final Path folder;
    private final List<List<OperatorEvents.Event>> invocations = new ArrayList<>();

    ProfiledTfliteSession(
            TfliteSession inner, Interpreter interpreter, Kernels kernels, OperatorEvents events, Path folder) {
        this.inner = inner;
        this.interpreter = interpreter;
        this.kernels = kernels;
        this.events = events;
        this.folder = folder;
        inner.beforeInvocations(this::take);
    }

    /** What the last invocation reported is taken: before the next one, outside the clock. */
    private void take() {
        List<OperatorEvents.Event> last = events.take();
        if (!last.isEmpty()) {
            invocations.add(last);
        }
    }

    @Override
    public RuntimeProfile profile(int count) throws RunnerException {
        take();
        if (invocations.size() < count) {
            throw new RunnerException("TensorFlow Lite's profiler reported " + invocations.size() + " of " + count
                    + " invocations: it is of a version that this program does not know");
        }
        List<List<OperatorEvents.Event>> last = invocations.subList(invocations.size() - count, invocations.size());
        try {
            return new RuntimeProfile(
                    new OperatorTimes(new InterpretedGraph(interpreter), kernels).of(last),
                    write(last),
                    Optional.empty());
        } catch (IOException e) {
            throw new RunnerException(
                    "the events of TensorFlow Lite's profiler cannot be written: " + e.getMessage(), e);
        }
    }

    /** Every event, one a line. */
    private Path write(List<List<OperatorEvents.Event>> all) throws IOException {
        Path file = folder.resolve("events.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("invocation,event,name,index,delegated,within,start_ns,time_ns\n");
            for (int i = 0; i < all.size(); i++) {
                List<OperatorEvents.Event> of = all.get(i);
                for (int e = 0; e < of.size(); e++) {
                    OperatorEvents.Event event = of.get(e);
                    out.write(i + "," + e + ",\"" + event.name().replace("\"", "\"\"") + "\"," + event.index() + ','
                            + event.delegated() + ','
                            + (event.within().isPresent() ? event.within().getAsInt() : "") + ',' + event.startNs()
                            + ',' + event.ns() + '\n');
                }
            }
        }
        return file;
    }

    @Override
    public Session session() {
        return inner;
    }

    @Override
    public void close() {
        inner.close();
    }
}
