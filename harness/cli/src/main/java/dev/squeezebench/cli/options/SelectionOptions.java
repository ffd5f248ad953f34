package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure. Lists are separated by commas; several values of a size are a sweep. */
public final class SelectionOptions {
    /** Tokens in a sequence where neither the user nor a file says otherwise. */
    public static final int USUAL_LENGTH = 128;

    /** Sequences in an inference where neither the user nor a file says otherwise. */
    public static final int USUAL_BATCH = 1;

    /** Type of weights and activations where the user names none. */
    public static final String USUAL_DTYPE = "float32";

    private static final Pattern CORES = Pattern.compile("big|mid|little|any|(?:0x)?(?!0+$)[0-9a-f]{1,16}");

    private static final int LARGEST_BATCH = 1024;
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--workload",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,...",
            description =
                    "Built-in workloads (default: bert-base-uncased,squeezebert-uncased; none where files of your own"
                            + " are named).")
    private List<String> workloads = List.of();

    @Option(
            names = "--target",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RUNNER:ACCELERATION,...",
            description =
                    "Where to compute (default: onnxruntime:cpu,tflite:xnnpack, and for a file of your own those of"
                            + " them that open it); 'list' shows what is usable here. On a phone:"
                            + " android:SERIAL/tflite:xnnpack, as 'devices' names it.")
    private List<String> targets = List.of();

    @Option(
            names = "--runtime",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RUNNER@VERSION,...",
            description =
                    "Other versions of a runtime, such as onnxruntime@1.26.0,onnxruntime@1.29.0: each is measured;"
                            + " fetched by Maven's rules.")
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
            converter = NumberList.Converter.class,
            paramLabel = "N,...",
            description = "Tokens in a sequence, at most the workload's positions (default: 128, or as many as every"
                    + " workload has).")
    private List<NumberList> sequenceLengths = List.of();

    @Option(
            names = "--batch",
            split = ",",
            hideParamSyntax = true,
            converter = NumberList.Converter.class,
            paramLabel = "N,...",
            description = "Sequences in an inference, such as 1,2 or 1-8 (default: 1).")
    private List<NumberList> batches = List.of();

    @Option(
            names = "--padding",
            split = ",",
            hideParamSyntax = true,
            converter = PaddingConverter.class,
            paramLabel = "SHARE,...",
            description =
                    "Share of positions that the mask hides at the end of each sequence, such as 25%% (default: 0%%).")
    private List<Integer> paddings = List.of();

    @Option(
            names = "--shape",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME=1x128,...",
            description = "Sizes of an input of --model that the file leaves open.")
    private List<String> shapes = List.of();

    @Option(
            names = "--threads",
            split = ",",
            hideParamSyntax = true,
            converter = NumberList.ThreadsConverter.class,
            paramLabel = "N,...",
            defaultValue = "1",
            description = "Threads that the runtime computes with, such as 1,2 or all (default: ${DEFAULT-VALUE}).")
    private List<NumberList> threads = List.of();

    @Option(
            names = "--dtype",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "TYPE,...",
            defaultValue = USUAL_DTYPE,
            description = "Type of weights and activations: float32, or for ONNX Runtime float16 (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<String> dtypes = List.of();

    @Option(
            names = RuntimeSetting.FLAG,
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RUNNER.NAME=VALUE,...",
            description =
                    "Settings of a runtime, such as onnxruntime.spinning=off or onnxruntime.webgpu.layout=NHWC, for"
                            + " every target that has them; several values of one are each measured;"
                            + " docs/measuring.md lists them.")
    private List<String> settings = List.of();

    @Option(
            names = "--cpus",
            split = ",",
            hideParamSyntax = true,
            converter = NumberList.Converter.class,
            paramLabel = "CPU,...",
            description = "Pin the measured processes to these CPUs, such as 0,1 or 0-3.")
    private List<NumberList> cpus = List.of();

    @Option(
            names = "--cores",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "big|mid|little|MASK|any",
            description =
                    "On a phone: the cluster of processors that measured processes are pinned to, or a hexadecimal mask of"
                            + " processors; several are a sweep (default: any).")
    private List<String> cores = List.of();

    @Option(
            names = "--launch",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "apk|shell",
            description =
                    "On a phone: who starts the measured processes, the app in the foreground, which is what users' apps get, or"
                            + " adb's shell, which installs nothing; both are a sweep (default: apk).")
    private List<String> launches = List.of();

    @Option(
            names = "--require-full-placement",
            description = "Fail a trial when a node of its graph runs elsewhere than on the target's acceleration.")
    private boolean fullPlacement;

    @Option(
            names = "--relative-to",
            paramLabel = "WORKLOAD|CONDITION",
            description =
                    "What speed-ups are relative to: a workload, a checkpoint or a model's file name, a target (onnxruntime:cpu), a"
                            + " version (onnxruntime@1.26.0) or a setting (threads=1, padding=0%%, onnxruntime.spinning=off). Default:"
                            + " bert-base-uncased, else bert-tiny, else the first workload.")
    private @Nullable String relativeTo;

    /** Built-in workloads as the user named them; empty where none was named. */
    public List<String> workloads() {
        return words(workloads);
    }

    /** In lower case; empty where the user named none. */
    public List<String> targets() {
        return words(targets).stream().map(SelectionOptions::inLowerCase).toList();
    }

    /** A phone's serial stays as it is. */
    private static String inLowerCase(String target) {
        int serial = target.indexOf('/') + 1;
        return target.substring(0, serial) + target.substring(serial).toLowerCase(Locale.ROOT);
    }

    public List<String> runtimes() {
        return words(runtimes);
    }

    public List<String> lowerings() {
        return words(lowerings);
    }

    public List<String> fusions() {
        return words(fusions);
    }

    /** Tokens in a sequence, not yet checked: each workload has its own limit. Empty where the user named none. */
    public List<Integer> sequenceLengths() {
        return NumberList.all(sequenceLengths);
    }

    /** Sequences in an inference; empty where the user left them to us. */
    public List<Integer> batches() {
        return within("--batch", batches, 1, LARGEST_BATCH);
    }

    /** Hidden positions of a hundred; empty where the user left them to us. */
    public List<Integer> paddings() {
        return paddings.stream().distinct().toList();
    }

    /** Shapes of a model file's inputs, as the user wrote them. */
    public List<String> shapes() {
        return words(shapes);
    }

    public List<Integer> threads() {
        return within("--threads", threads, 1, MOST_THREADS);
    }

    /** Types of weights and activations, not yet checked: each format has its own. */
    public List<String> dtypes() {
        return words(dtypes);
    }

    /**
     * Settings of runtimes, each once; those of one name are measured one by one.
     *
     * @throws UserException when one is not written as such
     */
    public List<RuntimeSetting> settings() {
        return words(settings).stream().map(RuntimeSetting::parse).distinct().toList();
    }

    /**
     * CPUs to pin to; empty: wherever the system puts the process.
     *
     * @throws UserException when this process may not use one of them
     */
    public List<Integer> cpus() {
        List<Integer> wanted = NumberList.all(cpus);
        List<Integer> allowed = wanted.isEmpty() ? List.of() : AllowedCpus.ofThisProcess();
        for (int cpu : wanted) {
            if (!allowed.contains(cpu)) {
                throw UserException.usage("--cpus " + cpu + ": this process may use " + AllowedCpus.text(allowed)
                        + "; choose among them");
            }
        }
        return wanted;
    }

    /**
     * Words for a phone's processors; none where the user names none.
     *
     * @throws UserException when one is none
     */
    public List<String> cores() {
        List<String> words = new ArrayList<>();
        for (String each : cores) {
            String word = each.strip().toLowerCase(Locale.ROOT);
            if (!CORES.matcher(word).matches()) {
                throw UserException.usage(
                        "--cores " + Printable.text(each)
                                + ": name a cluster, big, mid or little, or a hexadecimal mask of processors such as f0, or any");
            }
            words.add(word);
        }
        return words.stream().distinct().toList();
    }

    /**
     * Who starts processes on a phone; none where the user names none.
     *
     * @throws UserException when one is none
     */
    public List<LaunchMode> launches() {
        List<LaunchMode> modes = new ArrayList<>();
        for (String each : launches) {
            String word = each.strip().toLowerCase(Locale.ROOT);
            modes.add(Stream.of(LaunchMode.APK, LaunchMode.SHELL)
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                            () -> UserException.usage("--launch " + Printable.text(each) + ": name apk or shell")));
        }
        return modes.stream().distinct().toList();
    }

    /** Whether a trial fails when a node of its graph runs elsewhere than asked. */
    public boolean fullPlacement() {
        return fullPlacement;
    }

    /** The workload that the user wants speed-ups to be relative to. */
    public Optional<String> relativeTo() {
        return Optional.ofNullable(relativeTo);
    }

    void check() {
        batches();
        threads();
        cpus();
        cores();
        launches();
        settings();
    }

    /** Each once, without the blanks around commas. */
    private static List<String> words(List<String> values) {
        return values.stream().map(String::strip).distinct().toList();
    }

    private static List<Integer> within(String flag, List<NumberList> values, int least, int most) {
        List<Integer> all = NumberList.all(values);
        for (int value : all) {
            if (value < least || value > most) {
                throw UserException.usage(flag + ' ' + value + ": must be between " + least + " and " + most);
            }
        }
        return all;
    }
}
