package dev.squeezebench.core;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What {@code runner.properties} in a runner's folder says: all that the command knows of a runner without loading it.
 *
 * @param file the descriptor
 * @param entries its keys and values
 */
public record RunnerDescriptor(Path file, Map<String, String> entries) {
    /** Name of the file. */
    public static final String NAME = "runner.properties";

    public RunnerDescriptor {
        entries = Map.copyOf(entries);
    }

    /**
     * The descriptor of a folder.
     *
     * @throws IOException when it cannot be read
     */
    public static RunnerDescriptor in(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> entries = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            entries.put(key, properties.getProperty(key).strip());
        }
        return new RunnerDescriptor(file, entries);
    }

    /**
     * The runner's own jar.
     *
     * @throws IOException when none is named, or it is not there
     */
    public Path jar() throws IOException {
        Path jar = file.resolveSibling(required("jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IOException(file + " names " + jar.getFileName() + ", which is not there: build it again");
        }
        return jar;
    }

    /** The value of a key, if it has one. */
    public Optional<String> word(String key) {
        return Optional.ofNullable(entries.get(key)).filter(value -> !value.isEmpty());
    }

    /** The words of a list, separated by commas; none where the descriptor lacks the key. */
    public List<String> words(String key) {
        return Arrays.stream(entries.getOrDefault(key, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The entries whose keys begin with a prefix, by what follows it. */
    public Map<String, String> after(String prefix) {
        Map<String, String> found = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /**
     * The value of a key that every runner has.
     *
     * @throws IOException when this one has none
     */
    String required(String key) throws IOException {
        return word(key).orElseThrow(() -> missing(key));
    }

    /**
     * The words of a list that every runner has.
     *
     * @throws IOException when this one has none
     */
    List<String> requiredWords(String key) throws IOException {
        required(key);
        return words(key);
    }

    private IOException missing(String key) {
        return new IOException(file + " has no '" + key + "': build the distribution again");
    }
}
