package dev.squeezebench.android.arm64;

import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Models of our emitter, run by the host's library and by the phone's in an emulator. */
final class ComparedModels {
    private static final String LIBRARY = "/lib/arm64-v8a/libjnitensorflowlite.so";

    private static final Pattern REPLACED =
            Pattern.compile("Replacing ([0-9]+) out of ([0-9]+) node\\(s\\) with delegate \\(TfLiteXNNPackDelegate\\)");

    private final Path folder;
    private final List<Double> shares = new ArrayList<>();
    private final List<Path> models = new ArrayList<>();
    private final Map<String, Double> differences = new TreeMap<>();

    ComparedModels(Path folder) {
        this.folder = folder;
    }

    /** Emits a model, with inputs without padding. */
    void add(String workload, String lowering, int tokens) throws IOException {
        TrainedNetwork network = Objects.requireNonNull(TrainedNetwork.builtIn().get(workload));
        Path model = Files.createDirectory(folder.resolve(workload + '-' + lowering));
        try (FileChannel channel = FileChannel.open(
                model.resolve("model.tflite"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new TfliteEmitter()
                    .emit(
                            network.network(),
                            network.weights(),
                            ModelVariant.float32(lowering, ModelVariant.NO_FUSION, 1, tokens),
                            channel,
                            ProgressListener.Task.NONE);
        }
        Safetensors.write(
                model.resolve("inputs.safetensors"),
                new WorkloadInputs(network.network(), TrainedNetwork.SEED).tensors(InputShape.full(1, tokens)));
        models.add(model);
    }

    /** Runs every model on both sides. */
    void emulate(List<String> accelerations, Duration limit) throws IOException, InterruptedException, RunnerException {
        emulator(accelerations, limit);
        Runner host = InstalledRunners.load().named("tflite");
        host.initialize();
        for (Path model : models) {
            for (String acceleration : accelerations) {
                differences.put(
                        model.getFileName() + " " + acceleration,
                        largest(
                                hosts(host, model, acceleration),
                                Safetensors.read(model.resolve(acceleration + ".safetensors"))));
            }
        }
    }

    private void emulator(List<String> accelerations, Duration limit) throws IOException, InterruptedException {
        Path library = folder.resolve("libjnitensorflowlite.so");
        try (InputStream packed = Objects.requireNonNull(ComparedModels.class.getResourceAsStream(LIBRARY), LIBRARY)) {
            Files.copy(packed, library);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EmulatedLibrary.class.getName(),
                library.toString(),
                String.join(",", accelerations)));
        models.forEach(model -> command.add(model.toString()));
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "the emulator ended with exit code " + process.exitValue() + ": " + Files.readString(log));
        }
        Matcher replaced = REPLACED.matcher(Files.readString(log));
        while (replaced.find()) {
            shares.add(Double.parseDouble(replaced.group(1)) / Double.parseDouble(replaced.group(2)));
        }
    }

    private static List<Tensor> hosts(Runner host, Path model, String acceleration)
            throws IOException, RunnerException {
        List<Tensor> inputs = Safetensors.read(model.resolve("inputs.safetensors"));
        SessionRequest request =
                new SessionRequest(model.resolve("model.tflite"), acceleration, 1, Map.of(), Map.of()).with(inputs);
        try (Session session = host.open(request)) {
            session.bind(inputs);
            session.reset();
            session.invoke();
            return session.outputs();
        }
    }

    private static double largest(List<Tensor> host, List<Tensor> phone) {
        double largest = 0;
        for (Tensor expected : host) {
            Tensor computed = phone.stream()
                    .filter(tensor -> tensor.name().equals(expected.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no output " + expected.name()));
            FloatBuffer right = expected.data().asFloatBuffer();
            FloatBuffer got = computed.data().asFloatBuffer();
            if (right.remaining() != got.remaining()) {
                throw new IllegalStateException(expected.name() + " has " + got.remaining() + " elements");
            }
            for (int index = 0; index < right.limit(); index++) {
                // Not a number is no small difference.
                double difference = Math.abs((double) right.get(index) - got.get(index));
                largest = difference <= largest ? largest : difference;
            }
        }
        return largest;
    }

    /** The share of a model's nodes that XNNPACK took, as the phone's library told, for each model. */
    List<Double> delegated() {
        return List.copyOf(shares);
    }

    /** The largest difference of each model and acceleration. */
    Map<String, Double> differences() {
        return Map.copyOf(differences);
    }
}
