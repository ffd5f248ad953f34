package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.provider.Providers;
import dev.squeezebench.runners.onnxruntime.settings.RunnerOption;
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

/** The command reads the descriptor and never loads this runner: both say the same. */
class DescriptorTest {
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
    void everyAccelerationIsDescribedInItsOrder() throws IOException {
        assertThat(described("accelerations")).containsEntry("", String.join(",", Providers.accelerations()));
    }

    /** The command takes what is not named here for a device, and reads it while it is measured. */
    @Test
    void theDescriptorSaysWhichOfThemComputeOnTheProcessor() throws IOException {
        assertThat(described("onProcessor"))
                .containsEntry(
                        "",
                        Providers.ALL.stream()
                                .filter(provider -> provider.place() == Provider.Place.PROCESSOR)
                                .map(Provider::acceleration)
                                .collect(Collectors.joining(",")));
    }

    @Test
    void everyOptionIsDescribedWithItsValues() throws IOException {
        Map<String, String> patterns = new TreeMap<>();
        RunnerOption.ALL.forEach(option -> patterns.put(option.name(), option.pattern()));
        Providers.ALL.stream()
                .flatMap(provider -> provider.options().stream())
                .forEach(option -> patterns.put(option.name(), option.pattern()));

        assertThat(described("option.")).isEqualTo(patterns);
    }

    @Test
    void whatIsNoOptionIsDescribedWithItsReason() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        Providers.ALL.forEach(provider -> refused.putAll(provider.refused()));

        assertThat(described("notOption.")).isEqualTo(refused);
    }
}
