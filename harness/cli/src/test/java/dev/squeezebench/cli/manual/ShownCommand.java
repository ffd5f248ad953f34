package dev.squeezebench.cli.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command as a document shows it.
 *
 * @param document where it stands
 * @param program that its line begins with: the launcher or Java
 * @param words of its line, without the program
 */
record ShownCommand(String document, String program, List<String> words) {
    private static final Set<String> MEASURE_OR_BUILD = Set.of("run", "build", "bundle", "profile");

    private static final String GOLDENS = "harness/workloads/src/test/resources/goldens/";
    private static final String MODELS = "harness/cli/src/test/resources/models/";

    /** What stands for a reader's own files, below the root of the sources. */
    private static final Map<String, String> OWN_FILES = Map.of(
            "./squeezebert-uncased", GOLDENS + "squeezebert-mlm-zip",
            "./bert-base-uncased", GOLDENS + "bert-pretraining-legacy",
            "./io.safetensors", GOLDENS + "squeezebert-mlm-zip/io.safetensors",
            "./net.onnx", MODELS + "classifier.onnx",
            "./net.tflite", MODELS + "classifier.tflite");

    /** Three numbers or more. */
    private static final Pattern SIZES = Pattern.compile("^([0-9]+),[0-9,]+,([0-9]+)$");

    /** The first and the last of the sequence lengths of a suite that has more than two. */
    private static final Map<String, List<String>> LENGTHS_OF_SUITES =
            Map.of("lengths", List.of("--sequence-length", "32,512"));

    private static final String ROUNDS = "--rounds";
    private static final String TIME_BUDGET = "--time-budget";
    private static final int NOT_COMPARABLE = 3;

    ShownCommand {
        words = List.copyOf(words);
    }

    /**
     * The same in seconds, by the rule of {@code CONTRIBUTING.md}: what measures or builds models does so on the tiny
     * workloads, with {@code --quick} and one round, and of more than two sizes with the first and the last; {@code
     * squeezebench-out} is the folder of such a run, and the user's own files are those of {@link #OWN_FILES}. A gate ends
     * at its first look, and JMH by hand has one short iteration.
     *
     * @param saved folder of a run
     * @param root folder of the sources
     */
    List<String> quick(String saved, Path root) {
        List<String> quick = new ArrayList<>();
        for (String word : words) {
            int file = word.indexOf("./");
            if (file == 0 || word.startsWith("model=./")) {
                String own = word.substring(file);
                quick.add(word.substring(0, file) + root.resolve(OWN_FILES.getOrDefault(own, own)));
            } else if (word.equals("squeezebench-out")) {
                quick.add(saved);
            } else if (word.startsWith("results/published/")) {
                quick.add(root.resolve(word).toString());
            } else if (word.startsWith("target/")) {
                // A class path may have several entries.
                quick.add(Stream.of(word.split(":"))
                        .map(entry -> root.resolve(entry).toString())
                        .collect(Collectors.joining(":")));
            } else {
                quick.add(SIZES.matcher(word)
                        .replaceFirst("$1,$2")
                        .replace("-uncased", "-tiny")
                        .replace("bert-base", "bert"));
            }
        }
        if (words.contains("-jar")) {
            quick.addAll(List.of("-i", "1", "-r", "100ms"));
        }
        if (words.stream().anyMatch(MEASURE_OR_BUILD::contains)) {
            if (!words.contains("--workload") && !words.contains("--checkpoint") && !words.contains("--model")) {
                quick.addAll(List.of("--workload", "bert-tiny,squeezebert-tiny"));
            }
            int suite = words.indexOf("--suite");
            if (suite >= 0) {
                quick.addAll(LENGTHS_OF_SUITES.getOrDefault(words.get(suite + 1), List.of()));
            }
            if (!words.contains("--quick")) {
                quick.add("--quick");
            }
            int rounds = quick.indexOf(ROUNDS);
            if (rounds >= 0) {
                quick.set(rounds + 1, "1");
            } else {
                quick.addAll(List.of(ROUNDS, "1"));
            }
        }
        if (words.get(0).equals("gate") && !words.contains(TIME_BUDGET)) {
            quick.addAll(List.of(TIME_BUDGET, "1s"));
        }
        return quick;
    }

    /** The exit code that the manual promises. */
    int exitCode() {
        return words.get(0).equals("claims") || words.get(0).equals("compare") ? NOT_COMPARABLE : 0;
    }

    @Override
    public String toString() {
        return document + ": " + program + ' ' + String.join(" ", words);
    }
}
