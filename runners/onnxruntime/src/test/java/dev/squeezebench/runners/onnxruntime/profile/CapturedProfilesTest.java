package dev.squeezebench.runners.onnxruntime.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Profiles as five versions of ONNX Runtime wrote them, and what Python's {@code json} and the model that was profiled say of them: {@code
 * capture.py} beside them. Later versions have fields that earlier ones lack, earlier ones have events that later ones lack, and only
 * the last escapes names.
 */
class CapturedProfilesTest {
    private static final int REPORTED = 4;

    private static String packed(String version) throws IOException {
        try (InputStream file = resource(version + ".json.gz");
                InputStream unpacked = new GZIPInputStream(file)) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(CapturedProfilesTest.class.getResourceAsStream("/profiles/" + name), name);
    }

    private static OperatorTimes read(String profile, int invocations) throws IOException {
        return OperatorTimes.of(new BufferedReader(new StringReader(profile)), invocations);
    }

    private static String line(RuntimeProfile.Operator operator) {
        OperatorThreads threads = operator.threads().orElseThrow();
        return String.join(
                "\t",
                operator.name(),
                operator.type(),
                operator.ns().stream().mapToObj(Long::toString).collect(Collectors.joining(",")),
                shapes(operator.inputs()),
                shapes(operator.outputs()),
                Double.toString(threads.tookPart()),
                Long.toString(threads.waitNs()));
    }

    private static String shapes(List<dev.squeezebench.records.TensorShape> shapes) {
        return shapes.stream()
                .map(shape -> shape.sizes().stream()
                        .map(size -> ":" + size)
                        .collect(Collectors.joining("", shape.dtype(), "")))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.15.1", "1.22.0", "1.26.0", "1.29.0", "1.32.0"})
    void everyOperatorIsAsPythonReadsIt(String version) throws IOException {
        List<String> expected;
        try (InputStream lines = resource(version + ".tsv")) {
            expected = new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> {
                        String[] parts = line.split("\t", 2);
                        return JsonFields.parse(("{\"name\":" + parts[0] + '}').getBytes(StandardCharsets.UTF_8))
                                        .text("name")
                                + '\t'
                                + parts[1];
                    })
                    .toList();
        }

        assertThat(read(packed(version), REPORTED).operators())
                .hasSize(6)
                .extracting(CapturedProfilesTest::line)
                .containsExactlyElementsOf(expected);
    }

    /** As where the disk is full. */
    @ParameterizedTest
    @ValueSource(strings = {"1.15.1", "1.22.0", "1.26.0", "1.29.0", "1.32.0"})
    void whereverItIsCutItIsRefused(String version) throws IOException {
        String whole = packed(version).strip();
        for (int end = whole.length() - 1; end >= 0; end -= 131) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> read(cut, REPORTED))
                    .as("%s characters", end)
                    .isInstanceOf(JsonFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.22.0", "1.32.0"})
    void moreInvocationsThanItHasAreRefused(String version) {
        assertThatThrownBy(() -> read(packed(version), REPORTED + 2))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("has 5 events 'model_run' where 6 invocations were profiled");
    }
}
