package dev.squeezebench.cli.exit;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Finds what a user may have meant by an unknown name: first in a table of the words that other tools use, then by the
 * number of letters that differ (Damerau and Levenshtein). It rather finds nothing than something else.
 */
public final class Suggestions {
    private static final int LETTERS_FOR_A_TYPO = 5;
    private static final int LETTERS_FOR_A_START = 3;

    /** What other tools call something: names of ours, separated by blanks. Options are without their dashes. */
    private static final Map<String, String> SYNONYMS = synonyms(
            "squeezebert, squeeze, squeeze-bert = squeezebert-uncased",
            "bert, bert-base, bert-uncased = bert-base-uncased",
            "gpu, nvidia = cuda webgpu",
            "trt = tensorrt",
            "dml = directml",
            "xnn = xnnpack",
            "ort, onnx = onnxruntime",
            "tf, litert, tensorflow-lite, tensorflow = tflite",
            "fp32, f32, float, single = float32",
            "fp16, f16, half = float16",
            "w, workloads, network, networks, model-name = workload",
            "models, m, onnx, tflite, model-file = model",
            "device, devices, provider, providers, backend, ep, execution-provider, delegate = target",
            "seq-len, seqlen, seq-length, sequence-len, max-length, max-seq-length, tokens = sequence-length",
            "batch-size, batches, b = batch",
            "num-threads, intra-op-threads, intra-op-num-threads, nproc, j = threads",
            "iterations, runs, iters, repetitions, repeat, repeats, n, num-runs, forks = rounds",
            "duration, time, max-time, budget, minutes = time-budget",
            "precision, type, data-type = dtype",
            "cores, affinity, taskset, pin = cpus",
            "baseline, reference = relative-to",
            "output, output-dir, o, out-dir = out",
            "charts, chart, plot = charts",
            "out = charts",
            "weights, pretrained = checkpoint",
            "input, data = inputs",
            "expected = expect",
            "v, V = version",
            "q, silent = quiet",
            "no-color, colour = color",
            "csv, json, markdown, md = format",
            "continue, restart = resume",
            "plan, check, simulate, n-dry-run = dry-run",
            "cache-dir = cache",
            "bench, benchmark, measure, start = run",
            "ls, targets, runners = list",
            "diagnose, info, check-health = doctor",
            "show, table, plot, chart, html = report",
            "diff, versus, vs = compare",
            "pack, package, export-bundle = bundle");

    /** What there is no option or name for, and why. */
    private static final Map<String, String> REASONS = Map.of(
            "warmup", "warming up ends by itself, once the times are steady",
            "warm-up", "warming up ends by itself, once the times are steady",
            "warmup-iterations", "warming up ends by itself, once the times are steady",
            "warmup-runs", "warming up ends by itself, once the times are steady",
            "load-pattern", "single-stream is the only load pattern so far",
            "verbose", "there is no more to print: a run's log.txt has what its processes printed",
            "int8", "for a quantised model, name its file by --model FILE",
            "uint8", "for a quantised model, name its file by --model FILE");

    private Suggestions() {}

    /** A usage error that says what may have been meant, or lists all that there is. */
    public static UserException unknown(String kind, String unknown, Collection<String> known) {
        return UserException.usage("unknown " + kind + " '" + unknown + "': " + hint(unknown, known));
    }

    /** {@code did you mean 'x'?}, or a reason, or the list of what there is. */
    public static String hint(String unknown, Collection<String> known) {
        return of(unknown, known).orElseGet(() -> "there are " + String.join(", ", known));
    }

    /** The same without the list. */
    static Optional<String> of(String unknown, Collection<String> known) {
        String word = plain(unknown);
        if (REASONS.containsKey(word)) {
            return Optional.of(REASONS.get(word));
        }
        List<String> meant = meant(word, known);
        return meant.isEmpty() ? Optional.empty() : Optional.of("did you mean '" + String.join("' or '", meant) + "'?");
    }

    private static List<String> meant(String word, Collection<String> known) {
        List<String> synonyms = Arrays.stream(SYNONYMS.getOrDefault(word, "").split(" "))
                .flatMap(name -> known.stream().filter(each -> plain(each).equals(name)))
                .toList();
        if (!synonyms.isEmpty()) {
            return synonyms;
        }
        List<String> started = known.stream()
                .filter(each ->
                        word.length() >= LETTERS_FOR_A_START && plain(each).startsWith(word))
                .toList();
        if (started.size() == 1) {
            return started;
        }
        List<String> mistyped = known.stream()
                .filter(each -> !each.isEmpty() && isTypo(word, plain(each)))
                .toList();
        return mistyped.size() == 1 ? mistyped : List.of();
    }

    /** One letter in five may be wrong; in short words, where another letter is another word, letters may be swapped or missing. */
    private static boolean isTypo(String word, String name) {
        if (word.length() < LETTERS_FOR_A_START) {
            return false;
        }
        int letters = Math.max(word.length(), name.length());
        int wrong = new DamerauLevenshteinDistance(1 + letters / LETTERS_FOR_A_TYPO).apply(word, name);
        return wrong >= 0
                && wrong <= Math.max(1, letters / LETTERS_FOR_A_TYPO)
                && (letters >= LETTERS_FOR_A_TYPO
                        || word.length() != name.length()
                        || sorted(word).equals(sorted(name)));
    }

    private static String sorted(String word) {
        return word.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String plain(String name) {
        return name.replaceFirst("^-+", "").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> synonyms(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" = ", 2))
                .flatMap(line -> Arrays.stream(line[0].split(", ")).map(word -> Map.entry(word, line[1])))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first + ' ' + second));
    }
}
