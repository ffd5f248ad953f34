package org.tensorflow.lite;

import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.TensorInfo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model on the desktop's TensorFlow Lite. */
public final class Interpreter implements AutoCloseable {
    private static final String XNNPACK = "xnnpack";

    /** Nodes that the script lets the GPU take, and the parts into which that divides the graph. */
    private static final Pattern COUNTS = Pattern.compile("([0-9]{1,9}) in ([0-9]{1,9})");

    private final Session session;

    /** What is set on it. */
    public static final class Options {
        private final List<Delegate> delegates = new ArrayList<>();
        private int threads = 1;
        private boolean isXnnpack = true;

        public Options setNumThreads(int count) {
            threads = count;
            return this;
        }

        public Options setUseXNNPACK(boolean use) {
            isXnnpack = use;
            return this;
        }

        public Options addDelegate(Delegate delegate) {
            delegates.add(delegate);
            return this;
        }
    }

    /** Opens a model. */
    public Interpreter(File model, Options options) {
        boolean isGpu = !options.delegates.isEmpty();
        try {
            // The word is of AccelerationUse; the graph is the same for both.
            session = desktop()
                    .open(new SessionRequest(
                            model.toPath(),
                            options.isXnnpack || isGpu ? XNNPACK : "builtin",
                            options.threads,
                            Map.of(),
                            Map.of()));
            log(isGpu, options.isXnnpack);
        } catch (RunnerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Runner desktop() {
        for (Runner runner : ServiceLoader.load(Runner.class)) {
            if (runner.name().equals("tflite")) {
                try {
                    runner.initialize();
                    return runner;
                } catch (RunnerException e) {
                    throw new UnsatisfiedLinkError(e.getMessage());
                }
            }
        }
        throw new UnsatisfiedLinkError("there is no runner of the desktop's TensorFlow Lite");
    }

    private void log(boolean isGpu, boolean isXnnpack) throws IOException {
        Map<String, Integer> placed = session.info().acceleration().placement();
        int all = placed.values().stream().mapToInt(Integer::intValue).sum();
        if (isGpu) {
            Path script = TensorFlowLite.script("gpu");
            String said = Files.exists(script) ? Files.readString(script).strip() : "";
            Matcher counts = COUNTS.matcher(said);
            if (!said.isEmpty() && !counts.matches()) {
                throw new IllegalArgumentException("Internal error: Failed to apply delegate: " + said);
            }
            log(
                    said.isEmpty() ? all : Math.min(all, Integer.parseInt(counts.group(1))),
                    all,
                    said.isEmpty() ? 1 : Integer.parseInt(counts.group(2)),
                    "TfLiteGpuDelegateV2");
        } else if (isXnnpack) {
            // The look-ups of a model's embeddings, which come first, are what it leaves of ours.
            int taken = placed.getOrDefault(XNNPACK, 0);
            log(taken, all, taken == all ? 1 : 2, "TfLiteXNNPackDelegate");
        }
    }

    private static void log(int taken, int all, int parts, String delegate) throws IOException {
        TensorFlowLite.log("Replacing " + taken + " out of " + all + " node(s) with delegate (" + delegate
                + ") node, yielding " + parts + " partitions for the whole graph.");
    }

    public int getInputTensorCount() {
        return session.info().inputs().size();
    }

    public Tensor getInputTensor(int index) {
        return tensor(session.info().inputs().get(index));
    }

    public int getOutputTensorCount() {
        return session.info().outputs().size();
    }

    public Tensor getOutputTensor(int index) {
        return tensor(session.info().outputs().get(index));
    }

    /** Models have their sizes in the file. */
    public void resizeInput(int index, int[] sizes) {
        if (!java.util.Arrays.equals(getInputTensor(index).shape(), sizes)) {
            throw new IllegalArgumentException("input " + index + " has other sizes");
        }
    }

    public void allocateTensors() {}

    private static int[] sizes(TensorInfo info) {
        return info.dimensions().stream()
                .mapToInt(dimension -> Math.toIntExact(dimension.size().orElse(1)))
                .toArray();
    }

    private static Tensor tensor(TensorInfo info) {
        return new Tensor() {
            @Override
            public DataType dataType() {
                return DataType.valueOf(info.type().name());
            }

            @Override
            public int[] shape() {
                return sizes(info);
            }

            @Override
            public String name() {
                return info.name();
            }
        };
    }

    /** Computes, from buffers into buffers. */
    public void runForMultipleInputsOutputs(Object[] inputs, Map<Integer, Object> outputs) {
        try {
            List<dev.squeezebench.measure.tensor.Tensor> bound = new ArrayList<>();
            for (int index = 0; index < inputs.length; index++) {
                TensorInfo info = session.info().inputs().get(index);
                List<Long> shape = new ArrayList<>();
                for (int size : sizes(info)) {
                    shape.add((long) size);
                }
                bound.add(new dev.squeezebench.measure.tensor.Tensor(
                        info.name(), info.type(), shape, (ByteBuffer) inputs[index]));
            }
            session.reset();
            session.bind(bound);
            session.invoke();
            List<dev.squeezebench.measure.tensor.Tensor> computed = session.outputs();
            outputs.forEach((index, into) -> ((ByteBuffer) into)
                    .put(computed.get(index).data().duplicate().order(ByteOrder.LITTLE_ENDIAN)));
        } catch (RunnerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (RunnerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
