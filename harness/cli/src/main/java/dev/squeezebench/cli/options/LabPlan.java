package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a laboratory measures: the words of a suite, and on which phones.
 *
 * @param targets where to compute on each phone, such as {@code tflite:xnnpack}
 * @param words of the suite without the targets, each checked by itself
 * @param serials of the phones; all where none is named
 * @param models of the phones, in which {@code *} is anything; all where none is named
 * @param labels of the phones, of which each has at least one; all where none is named
 * @param labelled labels by serial
 * @param servers adb servers; adb's own where none is named
 */
public record LabPlan(
        List<String> targets,
        List<String> words,
        List<String> serials,
        List<String> models,
        List<String> labels,
        Map<String, Set<String>> labelled,
        List<String> servers) {
    private static final String TARGET = "target";
    private static final String SERIAL = "serial";
    private static final String MODEL = "model";
    private static final String LABEL = "label";
    private static final String LABELLED = "labelled";
    private static final String SERVER = "adb-server";

    private static final Pattern ON_PHONE = Pattern.compile("[a-z0-9-]+:[a-z0-9-]+");

    public LabPlan {
        targets = List.copyOf(targets);
        words = List.copyOf(words);
        serials = List.copyOf(serials);
        models = List.copyOf(models);
        labels = List.copyOf(labels);
        labelled = Map.copyOf(labelled);
        servers = List.copyOf(servers);
    }

    /**
     * Reads a plan and checks each of its words.
     *
     * @throws dev.squeezebench.cli.exit.UserException with file, line and column of what is wrong in it
     */
    public static LabPlan read(Path file) {
        Map<String, List<String>> own = new HashMap<>();
        List<SuiteWord> suite = new ArrayList<>();
        Set<String> known = Stream.concat(Settings.flags().stream(), Stream.of(SERIAL, MODEL, LABEL, LABELLED, SERVER))
                .collect(Collectors.toCollection(TreeSet::new));
        for (SuiteWord word : SuiteFile.read(file, "lab run ")) {
            switch (word.key()) {
                case SERIAL, MODEL, LABEL, LABELLED, SERVER, TARGET -> own.put(word.key(), values(word));
                default -> {
                    if (!known.contains(word.key())) {
                        throw word.problem("unknown word '" + word.key() + "': " + Suggestions.hint(word.key(), known));
                    }
                    if (word.argument().startsWith(NativeLibraryOption.FLAG + '=')) {
                        throw word.problem("a plan cannot choose a library that is loaded");
                    }
                    Suite.check(word);
                    suite.add(word);
                }
            }
        }
        return new LabPlan(
                own.getOrDefault(TARGET, List.of("tflite:xnnpack")),
                suite.stream().map(SuiteWord::argument).toList(),
                own.getOrDefault(SERIAL, List.of()),
                own.getOrDefault(MODEL, List.of()),
                own.getOrDefault(LABEL, List.of()),
                labelled(own.getOrDefault(LABELLED, List.of())),
                own.getOrDefault(SERVER, List.of()));
    }

    private static List<String> values(SuiteWord word) {
        List<String> values =
                Stream.of(word.value().split(",", -1)).map(String::strip).toList();
        for (String value : values) {
            if (value.isEmpty()) {
                throw word.problem("an empty value in '" + word.key() + "'");
            }
            if (word.key().equals(TARGET) && !ON_PHONE.matcher(value).matches()) {
                throw word.problem("target '" + Printable.text(value)
                        + "': write RUNNER:ACCELERATION, such as tflite:xnnpack; each phone gets it");
            }
            if (word.key().equals(LABELLED) && !value.matches("[^=]+=[^=]+")) {
                throw word.problem("labelled '" + Printable.text(value) + "': write SERIAL=LABEL");
            }
        }
        return values;
    }

    private static Map<String, Set<String>> labelled(List<String> pairs) {
        Map<String, Set<String>> labels = new HashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            labels.computeIfAbsent(parts[0], serial -> new HashSet<>()).add(parts[1]);
        }
        return labels;
    }

    /** Whether a phone with this serial may be selected, before anything else is known of it. */
    public boolean selects(String serial) {
        return (serials.isEmpty() || serials.contains(serial))
                && (labels.isEmpty()
                        || labelled.getOrDefault(serial, Set.of()).stream().anyMatch(labels::contains));
    }

    /** Whether a phone of this model is selected. */
    public boolean selectsModel(String model) {
        return models.isEmpty() || models.stream().anyMatch(pattern -> matches(pattern, model));
    }

    private static boolean matches(String pattern, String model) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(model.replace('_', ' '))
                .matches();
    }

    /**
     * Flags of a run on these phones.
     *
     * @param phones words for them in targets
     */
    public List<String> arguments(List<String> phones) {
        List<String> arguments = new ArrayList<>(words);
        arguments.add("--target="
                + phones.stream()
                        .flatMap(phone -> targets.stream().map(target -> "android:" + phone + '/' + target))
                        .collect(Collectors.joining(",")));
        return arguments;
    }
}
