package dev.squeezebench.runners.onnxruntime.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTimesTest {
    /** Lines as ONNX Runtime 1.29.0 writes them: two invocations, the first of which is a warm-up. */
    private static final String PROFILE = """
            [
            {"cat" : "Session","pid" :7,"tid" :7,"dur" :9,"ts" :1,"ph" : "X","name" :"model_loading_uri","args" : {}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :90,"ts" :110,"ph" : "X","name" :"a/MatMul_kernel_time","args" : {"op_name" : "MatMul","provider" : "CPUExecutionProvider","node_index" : "1","input_type_shape" : [{"float":[1,128,64]},{"float":[64,64]}],"output_type_shape" : [{"float":[1,128,64]}]}},
            {"cat" : "Session","pid" :7,"tid" :7,"dur" :200,"ts" :100,"ph" : "X","name" :"model_run","args" : {}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :1,"ts" :405,"ph" : "X","name" :"a/MatMul_fence_before","args" : {"op_name" : "MatMul"}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :60,"ts" :410,"ph" : "X","name" :"a/MatMul_kernel_time","args" : {"op_name" : "MatMul","provider" : "CPUExecutionProvider","node_index" : "1","input_type_shape" : [{"float":[1,128,64]}],"output_type_shape" : [{"float":[1,128,64]}]}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :30,"ts" :472,"ph" : "X","name" :"inner_kernel_time","args" : {"op_name" : "Add","provider" : "CPUExecutionProvider"}},
            {"cat" : "Node","pid" :7,"tid" :7,"dur" :40,"ts" :471,"ph" : "X","name" :"if_kernel_time","args" : {"op_name" : "If","provider" : "CPUExecutionProvider","output_type_shape" : [{"int64":[]}]}},
            {"cat" : "Session","pid" :7,"tid" :7,"dur" :150,"ts" :400,"ph" : "X","name" :"model_run","args" : {}}
            ]
            """;

    private static OperatorTimes times(String profile, int invocations) throws IOException {
        return OperatorTimes.of(new BufferedReader(new StringReader(profile)), invocations);
    }

    @Test
    void theNodesOfTheLastInvocationsHaveTheirTimesAndShapes() throws IOException {
        List<RuntimeProfile.Operator> operators = times(PROFILE, 1).operators();

        assertThat(operators).extracting(RuntimeProfile.Operator::name).containsExactly("a/MatMul", "if", "inner");
        RuntimeProfile.Operator product = operators.get(0);
        assertThat(product.type()).isEqualTo("MatMul");
        assertThat(product.on()).isEqualTo("cpu");
        assertThat(product.ns()).isEqualTo(LongSeries.of(60_000));
        assertThat(product.inputs()).containsExactly(new TensorShape("float32", List.of(1L, 128L, 64L)));
        assertThat(operators.get(1).outputs()).containsExactly(new TensorShape("int64", List.of()));
    }

    /** Else a branch would count twice; of other operators none lies within another. */
    @ParameterizedTest
    @CsvSource({"If, 10000", "Loop, 10000", "Scan, 10000", "Sub, 40000"})
    void aNodeThatRunsAGraphHasItsOwnTimeOnly(String type, long own) throws IOException {
        assertThat(times(PROFILE.replace("\"If\"", '"' + type + '"'), 1).operators())
                .extracting(operator -> operator.ns().get(0))
                .containsExactly(60_000L, own, 30_000L);
    }

    /** The body of a loop has nodes of its own, with numbers that count anew. */
    @Test
    void aNodeOfAGraphWithinTheGraphIsNoneOfTheGraphAroundIt() throws IOException {
        String again = PROFILE.replace(
                "{\"cat\" : \"Session\",\"pid\" :7,\"tid\" :7,\"dur\" :150,",
                "{\"cat\" : \"Node\",\"pid\" :7,\"tid\" :7,\"dur\" :20,\"ts\" :511,\"ph\" : \"X\",\"name\" :\"inner_kernel_time\","
                        + "\"args\" : {\"op_name\" : \"Add\",\"provider\" : \"CPUExecutionProvider\"}},\n"
                        + "{\"cat\" : \"Session\",\"pid\" :7,\"tid\" :7,\"dur\" :150,");

        assertThat(times(again, 1).operators())
                .extracting(RuntimeProfile.Operator::name, RuntimeProfile.Operator::place, RuntimeProfile.Operator::ns)
                .containsExactly(
                        tuple("a/MatMul", RuntimeProfile.Place.OPTIMISED, LongSeries.of(60_000)),
                        tuple("if", RuntimeProfile.Place.OPTIMISED, LongSeries.of(10_000)),
                        tuple("inner", RuntimeProfile.Place.NESTED, LongSeries.of(30_000)),
                        tuple("inner", RuntimeProfile.Place.OPTIMISED, LongSeries.of(20_000)));
    }

    /** Of a session with three threads: tasks are counted from the start, so that the first event says nothing. */
    @Test
    void howManyThreadsCarriedAnOperatorIsCounted() throws IOException {
        String first = "\"thread_scheduling_stats\" : " + stats(0, 10, 20) + ",\"op_name\" : \"MatMul\"";
        String second = "\"thread_scheduling_stats\" : " + stats(7, 12, 20) + ",\"op_name\" : \"MatMul\"";
        String profile = PROFILE.replaceFirst("\"op_name\" : \"MatMul\"(?=,)", first)
                .replace(
                        "MatMul_kernel_time\",\"args\" : {\"op_name\" : \"MatMul\"",
                        "MatMul_kernel_time\",\"args\" : {" + second);

        RuntimeProfile.Operator product = times(profile, 2).operators().get(0);

        assertThat(product.threads()).contains(new OperatorThreads(2, 7_000));
        String third = "\"thread_scheduling_stats\" : " + stats(3, 13, 21)
                + ",\"op_name\" : \"MatMul\",\"node_index\" : \"1\"";
        // In no branch, where it would be another operator.
        String twice = profile.replace("\"If\"", "\"Sub\"")
                .replace(
                        "\"inner_kernel_time\",\"args\" : {\"op_name\" : \"Add\"",
                        "\"a/MatMul_kernel_time\",\"args\" : {" + third);
        assertThat(times(twice, 1).operators().get(0)).as("called twice").satisfies(called -> {
            assertThat(called.calls()).isEqualTo(2);
            assertThat(called.ns().get(0)).isEqualTo(90_000);
            assertThat(called.threads()).contains(new OperatorThreads(2.5, 10_000));
        });
        assertThat(times(PROFILE.replace("\"op_name\"", "\"thread_scheduling_stats\" : \"\",\"op_name\""), 1)
                        .operators())
                .allMatch(operator -> operator.threads().isEmpty());
        assertThat(times(profile.replace("num_run", "runs"), 2).operators())
                .as("another form")
                .allMatch(operator -> operator.threads().isEmpty());
    }

    /** As ONNX Runtime 1.29.0 writes it. */
    private static String stats(int waited, int one, int other) {
        return "{\"main_thread\": {\"thread_pool_name\": \"session-1-intra-op\", \"thread_id\": \"13\", \"block_size\": [1],"
                + " \"core\": 1, \"Distribution\": 0, \"DistributionEnqueue\": 0, \"Run\": 58, \"Wait\": " + waited
                + ", \"WaitRevoke\": 0}, \"sub_threads\": {\"14\": {\"num_run\": " + one
                + ", \"core\": 0}, \"15\": {\"num_run\": " + other + ", \"core\": -1}}}";
    }

    /** Names need not be unique in a model, and may be missing. */
    @Test
    void nodesOfOneNameAreToldApartByTheirNumbers() throws IOException {
        String twice = PROFILE.replace(
                "\"name\" :\"inner_kernel_time\",\"args\" : {\"op_name\" : \"Add\"",
                "\"name\" :\"a/MatMul_kernel_time\",\"args\" : {\"op_name\" : \"MatMul\",\"node_index\" : \"2\"");

        assertThat(times(twice, 1).operators())
                .filteredOn(operator -> operator.name().equals("a/MatMul"))
                .extracting(operator -> operator.ns().get(0))
                .containsExactly(60_000L, 30_000L);
    }

    @Test
    void eachInvocationHasATime() throws IOException {
        assertThat(times(PROFILE, 2).operators().get(0).ns()).isEqualTo(LongSeries.of(90_000, 60_000));
    }

    @Test
    void aCutProfileIsRefused() {
        assertThatThrownBy(() -> times(PROFILE.substring(0, 900), 1)).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> times("", 1)).isInstanceOf(JsonFormatException.class);
        String wholeLines = PROFILE.strip().replaceFirst("\\s*]$", "");
        assertThatThrownBy(() -> times(wholeLines, 1))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("has no end after 6 events");
    }

    @Test
    void aProfileOfAnotherFormIsRefusedByWhatItLacks() {
        assertThatThrownBy(() -> times(PROFILE.replace("model_run", "run_of_model"), 1))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("has 0 events 'model_run' where 1 invocations were profiled");
        assertThatThrownBy(() -> times(PROFILE.replace("_kernel_time", "_time"), 1))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("has no event of a node");
        assertThatThrownBy(() -> times(PROFILE.replace("\"op_name\"", "\"operator\""), 1))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("op_name");
    }
}
