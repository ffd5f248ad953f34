package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The command checks options by the descriptor, without loading this runner. */
class DescriptorOptionsTest {
    private static final String FOUR_DIGITS = "[1-9][0-9]{0,3}";

    private static Map<String, String> described(String prefix) throws IOException {
        Properties properties = new Properties();
        Path root = Path.of(Objects.requireNonNull(System.getProperty("root.dir")));
        try (Reader reader = Files.newBufferedReader(root.resolve("runners/onnxruntime/src/dist/runner.properties"))) {
            properties.load(reader);
        }
        Map<String, String> entries = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                entries.put(key.substring(prefix.length()), properties.getProperty(key));
            }
        }
        return entries;
    }

    @Test
    void everyOptionIsDescribedWithItsValues() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (RunnerOption option : RunnerOptions.ALL) {
            rows.put(
                    option.name(),
                    option instanceof RunnerOption.Choice choice
                            ? choice.choices().stream()
                                    .map(RunnerOption.Value::word)
                                    .collect(Collectors.joining("|"))
                            : FOUR_DIGITS);
        }
        for (ProviderRow row : ProviderRows.ALL) {
            // The row of OneFileRow is of the tests alone.
            row.options().stream()
                    .filter(option -> !option.name().startsWith("azure."))
                    .forEach(option -> rows.put(option.name(), option.pattern()));
        }

        assertThat(described("option.")).isEqualTo(rows);
    }

    @Test
    void whatIsNoOptionIsDescribedWithItsReason() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        ProviderRows.ALL.forEach(row -> refused.putAll(row.refused()));

        assertThat(described("notOption.")).isEqualTo(refused);
    }
}
