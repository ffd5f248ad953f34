package dev.squeezebench.runners.onnxruntime.android;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.runners.onnxruntime.settings.RunnerOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
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
        try (Reader reader = Files.newBufferedReader(
                root.resolve("android-runner/lab/src/dist/onnxruntime-android/runner.properties"))) {
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
        String words = String.join(",", PhoneProvider.accelerations());
        assertThat(described("accelerations")).containsEntry("", words);
        assertThat(described("phoneAccelerations")).containsEntry("", words);
        assertThat(described("name")).containsEntry("", new OnnxRuntimeAndroidRunner().name());
        assertThat(described("modelFormat")).containsEntry("", new OnnxRuntimeAndroidRunner().modelFormat());
    }

    @Test
    void theDescriptorSaysWhichOfThemComputeOnTheProcessor() throws IOException {
        assertThat(described("onProcessor"))
                .containsEntry(
                        "",
                        PhoneProvider.ALL.stream()
                                .filter(provider -> !provider.isOnDevice())
                                .map(SessionProvider::acceleration)
                                .collect(Collectors.joining(",")));
    }

    @Test
    void everyOptionIsDescribedWithItsValues() throws IOException {
        Map<String, String> patterns = new TreeMap<>();
        RunnerOption.ALL.forEach(option -> patterns.put(option.name(), option.pattern()));
        PhoneProvider.ALL.stream()
                .flatMap(provider -> provider.options().stream())
                .forEach(option -> patterns.put(option.name(), option.pattern()));

        assertThat(described("option.")).isEqualTo(patterns);
    }
}
