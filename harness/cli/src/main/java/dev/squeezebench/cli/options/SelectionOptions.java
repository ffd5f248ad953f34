package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure. Lists are separated by commas; several values of a size are a sweep. */
public final class SelectionOptions {
    /** The networks' position embeddings end there. */
    private static final int LONGEST_SEQUENCE = 512;

    private static final String USUAL_BASELINE = "bert-base-uncased";

    private static final int LARGEST_BATCH = 1024;
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--workload",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,...",
            defaultValue = "bert-base-uncased,squeezebert-uncased",
            description = "Workloads (default: ${DEFAULT-VALUE}).")
    private List<String> workloads = List.of();

    @Option(
            names = "--target",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RUNNER:ACCELERATION,...",
            defaultValue = "onnxruntime:cpu,tflite:xnnpack",
            description = "Where to compute (default: ${DEFAULT-VALUE}); 'list' shows what is usable here.")
    private List<String> targets = List.of();

    @Option(
            names = "--runtime",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RUNNER@VERSION,...",
            description = "Another version of a runtime, such as onnxruntime@1.28.0: fetched by Maven's rules.")
    private List<String> runtimes = List.of();

    @Option(
            names = "--lowering",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "LOWERING,...",
            defaultValue = "auto",
            description = "How grouped convolutions are written: conv, batched-matmul, split, or auto: by a table for"
                    + " each runtime (default: ${DEFAULT-VALUE}).")
    private List<String> lowerings = List.of();

    @Option(
            names = "--fusion",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "FUSION,...",
            defaultValue = "auto",
            description = "Fused operators of the runtime: none, skip-layer-norm, transformer, or auto (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<String> fusions = List.of();

    @Option(
            names = "--sequence-length",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "N,...",
            defaultValue = "128",
            description = "Tokens in a sequence, 1 to 512 (default: ${DEFAULT-VALUE}).")
    private List<Integer> sequenceLengths = List.of();

    @Option(
            names = "--batch",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "N,...",
            defaultValue = "1",
            description = "Sequences in an inference (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--threads",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "N,...",
            defaultValue = "1",
            description = "Threads that the runtime computes with (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--dtype",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "TYPE,...",
            defaultValue = "float32",
            description = "Type of weights and activations (default and only one so far: ${DEFAULT-VALUE}).")
    private List<String> dtypes = List.of();

    @Option(
            names = "--cpus",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "CPU,...",
            description = "Pin the measured processes to these CPUs, such as 0,1.")
    private List<Integer> cpus = List.of();

    @Option(
            names = "--relative-to",
            paramLabel = "WORKLOAD",
            description = "What speed-ups are relative to (default: bert-base-uncased, else the first workload).")
    private @Nullable String relativeTo;

    public List<String> workloads() {
        return distinct(workloads);
    }

    public List<String> targets() {
        return distinct(targets);
    }

    public List<String> runtimes() {
        return distinct(runtimes);
    }

    public List<String> lowerings() {
        return distinct(lowerings);
    }

    public List<String> fusions() {
        return distinct(fusions);
    }

    public List<Integer> sequenceLengths() {
        return within("--sequence-length", sequenceLengths, 1, LONGEST_SEQUENCE);
    }

    public List<Integer> batches() {
        return within("--batch", batches, 1, LARGEST_BATCH);
    }

    public List<Integer> threads() {
        return within("--threads", threads, 1, MOST_THREADS);
    }

    /** The types, all of which are computed so far. */
    public List<String> dtypes() {
        for (String dtype : dtypes) {
            if (!dtype.equals("float32")) {
                throw UserException.usage("--dtype " + dtype + ": only float32 is computed so far; leave --dtype out");
            }
        }
        return distinct(dtypes);
    }

    /** CPUs to pin to; empty: wherever the system puts the process. */
    public List<Integer> cpus() {
        return within("--cpus", cpus, 0, Runtime.getRuntime().availableProcessors() - 1);
    }

    /**
     * The workload that speed-ups are relative to.
     *
     * @throws UserException when the user named one that is not measured
     */
    public String baseline() {
        if (relativeTo != null && !workloads.contains(relativeTo)) {
            throw UserException.usage("--relative-to " + relativeTo + ": not among the measured workloads; "
                    + Suggestions.hint(relativeTo, workloads));
        }
        if (relativeTo != null) {
            return relativeTo;
        }
        return workloads.contains(USUAL_BASELINE) ? USUAL_BASELINE : workloads.get(0);
    }

    void check() {
        sequenceLengths();
        batches();
        threads();
        dtypes();
        cpus();
        baseline();
    }

    private static <T> List<T> distinct(List<T> values) {
        return List.copyOf(new LinkedHashSet<>(values));
    }

    private static List<Integer> within(String flag, List<Integer> values, int least, int most) {
        for (int value : values) {
            if (value < least || value > most) {
                throw UserException.usage(flag + ' ' + value + ": must be between " + least + " and " + most);
            }
        }
        return distinct(values);
    }
}
