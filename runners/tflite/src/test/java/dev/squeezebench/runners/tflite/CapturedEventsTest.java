package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What TensorFlow Lite's profiler reported of bert-tiny, and what Python's {@code csv} says of it: {@code expect.py} beside them. The
 * interpreter itself is not asked: its graph is a stand-in with shapes of its own.
 */
final class CapturedEventsTest {
    private static final Pattern LINE =
            Pattern.compile("(\\d+),\\d+,\"(.*)\",(\\d+),(true|false),(\\d*),(\\d+),(\\d+)");

    private static final RuntimeProfile.Part PART = new RuntimeProfile.Part(Arrays.asList(2, 3, 5));

    private static final OperatorTimes.Graph GRAPH = new OperatorTimes.Graph() {
        @Override
        public List<RuntimeProfile.Part> parts() {
            return List.of(PART);
        }

        @Override
        public int size() {
            return 1000;
        }

        @Override
        public List<TensorShape> inputs(int node) {
            return List.of(new TensorShape("float32", List.of((long) node)));
        }

        @Override
        public List<TensorShape> outputs(int node) {
            return List.of(new TensorShape("int32", List.of((long) node)));
        }
    };

    private static InputStream resource(String name) {
        return Objects.requireNonNull(CapturedEventsTest.class.getResourceAsStream("/profiles/" + name), name);
    }

    private static List<String> lines(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().collect(Collectors.toList());
    }

    private static List<List<OperatorEvents.Event>> captured(String name) throws IOException {
        List<List<OperatorEvents.Event>> invocations = new ArrayList<>();
        try (InputStream file = resource(name + ".csv.gz");
                InputStream unpacked = new GZIPInputStream(file)) {
            for (String line : lines(unpacked)) {
                Matcher event = LINE.matcher(line);
                if (event.matches()) {
                    if (Integer.parseInt(event.group(1)) == invocations.size()) {
                        invocations.add(new ArrayList<>());
                    }
                    invocations
                            .get(invocations.size() - 1)
                            .add(new OperatorEvents.Event(
                                    event.group(2),
                                    Integer.parseInt(event.group(3)),
                                    Boolean.parseBoolean(event.group(4)),
                                    event.group(5).isEmpty()
                                            ? OptionalInt.empty()
                                            : OptionalInt.of(Integer.parseInt(event.group(5))),
                                    Long.parseLong(event.group(6)),
                                    Long.parseLong(event.group(7))));
                }
            }
        }
        return invocations;
    }

    private static String line(RuntimeProfile.Operator operator) {
        return operator.name()
                + '\t'
                + operator.index().orElseThrow()
                + '\t'
                + operator.place()
                + '\t'
                + operator.ns().stream().mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "builtin"})
    void everyOperatorIsAsPythonReadsIt(String acceleration) throws Exception {
        List<RuntimeProfile.Operator> operators =
                new OperatorTimes(GRAPH, Kernels.of(acceleration).orElseThrow()).of(captured("2.21.0-" + acceleration));

        List<String> expected;
        try (InputStream file = resource("2.21.0-" + acceleration + ".tsv")) {
            expected = lines(file);
        }
        assertThat(operators)
                .hasSizeGreaterThan(90)
                .extracting(CapturedEventsTest::line)
                .containsExactlyElementsOf(expected);
        for (RuntimeProfile.Operator operator : operators) {
            boolean delegated = operator.place() == RuntimeProfile.Place.DELEGATED;
            assertThat(operator.on()).isEqualTo(delegated ? "xnnpack" : "builtin");
            assertThat(operator.part().isPresent()).isEqualTo(delegated);
            operator.part().ifPresent(part -> assertThat(part).isSameAs(PART));
            assertThat(operator.inputs())
                    .isEqualTo(
                            delegated
                                    ? List.of()
                                    : GRAPH.inputs(operator.index().orElseThrow()));
            assertThat(operator.outputs())
                    .isEqualTo(
                            delegated
                                    ? List.of()
                                    : GRAPH.outputs(operator.index().orElseThrow()));
        }
    }

    /** A call of another graph is an event of its own, and those of that graph lie within it. */
    @Test
    void whatRunsWithinAnOperatorIsNotItsOwnTime() throws Exception {
        List<OperatorEvents.Event> events = List.of(
                new OperatorEvents.Event("WHILE", 3, false, OptionalInt.empty(), 0, 100),
                new OperatorEvents.Event("ADD", 0, false, OptionalInt.of(0), 10, 20),
                new OperatorEvents.Event("ADD", 0, false, OptionalInt.of(0), 40, 30),
                new OperatorEvents.Event("ADD", 0, false, OptionalInt.empty(), 110, 5));

        List<RuntimeProfile.Operator> operators = new OperatorTimes(GRAPH, Kernels.BUILTIN).of(List.of(events, events));

        assertThat(operators)
                .extracting(operator ->
                        operator.name() + ' ' + operator.ns().get(1) + ' ' + operator.calls() + ' ' + operator.index())
                .containsExactly("WHILE 50 1 OptionalInt[3]", "ADD 50 2 OptionalInt.empty", "ADD 5 1 OptionalInt[0]");
    }

    @Test
    void aProfilerThatReportedNothingIsRefused() {
        assertThatThrownBy(() -> new OperatorTimes(GRAPH, Kernels.XNNPACK).of(List.of(List.of())))
                .isInstanceOf(RunnerException.class)
                .hasMessage("TensorFlow Lite's profiler reported no operator");
    }
}
