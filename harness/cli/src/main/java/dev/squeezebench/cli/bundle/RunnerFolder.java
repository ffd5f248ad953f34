package dev.squeezebench.cli.bundle;

import dev.squeezebench.core.RunnerDistribution;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The folder of a runner in the distribution, with those words of its descriptor that a bundle goes by.
 *
 * @param path the folder
 * @param jar the benchmark jar
 * @param descriptor its words
 */
record RunnerFolder(Path path, Path jar, Properties descriptor) {
    private static final String DESCRIPTOR = "runner.properties";

    /** The folder of a runner. */
    static RunnerFolder of(RunnerDistribution runner) throws IOException {
        List<Path> classPath = runner.classPath();
        Path jar = classPath.get(classPath.size() - 1);
        Path folder = jar.resolveSibling("");
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(DESCRIPTOR))) {
            words.load(reader);
        }
        return new RunnerFolder(folder, jar, words);
    }

    /** The words of a list in the descriptor; none where it lacks the key. */
    List<String> words(String key) {
        return Arrays.stream(descriptor.getProperty(key, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The descriptor's text, with lines after it. */
    String descriptorWith(String lines) throws IOException {
        return Files.readString(path.resolve(DESCRIPTOR)) + lines;
    }
}
