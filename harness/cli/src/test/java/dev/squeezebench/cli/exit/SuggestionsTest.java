package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
    private static final List<String> NAMES =
            List.of("bert-base-uncased", "squeezebert-uncased", "bert-tiny", "squeezebert-tiny");
    private static final List<String> ACCELERATIONS = List.of("cpu", "cuda", "tensorrt", "webgpu", "xnnpack");
    private static final List<String> TYPES = List.of("float32", "float16");
    private static final List<String> OPTIONS = List.of(
            "--workload",
            "--target",
            "--sequence-length",
            "--batch",
            "--threads",
            "--rounds",
            "--seed",
            "--lowering",
            "--interval",
            "--time-budget",
            "--out",
            "--quiet",
            "--help",
            "-h",
            "--version",
            "-V",
            "--dtype",
            "--color");

    @ParameterizedTest
    @CsvSource({
        "squeezbert-uncased,squeezebert-uncased",
        "squeezebert_uncased,squeezebert-uncased",
        "squeezebert,squeezebert-uncased",
        "bert,bert-base-uncased",
        "bert-base,bert-base-uncased",
        "bert-tny,bert-tiny",
        "sqeuezebert-uncased,squeezebert-uncased"
    })
    void findsTheWorkloadThatWasMeant(String typed, String meant) {
        assertThat(Suggestions.hint(typed, NAMES)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({
        "--seq-len,--sequence-length",
        "--batch-size,--batch",
        "--iterations,--rounds",
        "--runs,--rounds",
        "--worklod,--workload",
        "--quite,--quiet",
        "--thread,--threads",
        "-w,--workload",
        "-v,--version",
        "-o,--out",
        "--output-dir,--out",
        "--precision,--dtype"
    })
    void findsTheOptionThatOtherToolsCallSo(String typed, String meant) {
        assertThat(Suggestions.hint(typed, OPTIONS)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({
        "--warmup,warming up ends by itself",
        "--load-pattern,single-stream is the only load pattern",
        "--verbose,there is no more to print"
    })
    void saysWhyThereIsNoSuchOption(String typed, String reason) {
        assertThat(Suggestions.of(typed, OPTIONS))
                .hasValueSatisfying(hint -> assertThat(hint).startsWith(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--foo", "-x", "--seal", "--loading", "--rows", "--inter"})
    void suggestsNothingRatherThanSomethingElse(String typed) {
        assertThat(Suggestions.of(typed, List.of("--lowering", "--rounds", "--seed", "--interval", "--internal")))
                .isEmpty();
    }

    @Test
    void anotherShortNameIsNoTypo() {
        assertThat(Suggestions.hint("npu", ACCELERATIONS)).isEqualTo("there are cpu, cuda, tensorrt, webgpu, xnnpack");
        assertThat(Suggestions.hint("gpu", ACCELERATIONS)).isEqualTo("did you mean 'cuda' or 'webgpu'?");
        assertThat(Suggestions.hint("CPU", ACCELERATIONS)).isEqualTo("did you mean 'cpu'?");
        assertThat(Suggestions.hint("rnu", List.of("run", "list"))).isEqualTo("did you mean 'run'?");
    }

    @Test
    void typesHaveOtherNamesElsewhere() {
        assertThat(Suggestions.hint("fp16", TYPES)).isEqualTo("did you mean 'float16'?");
        assertThat(Suggestions.hint("fp32", TYPES)).isEqualTo("did you mean 'float32'?");
        assertThat(Suggestions.hint("float64", TYPES)).isEqualTo("there are float32, float16");
        assertThat(Suggestions.hint("int8", TYPES)).contains("--model FILE");
    }

    @Test
    void listsWhatThereIsWhenNothingIsNear() {
        assertThat(Suggestions.unknown("workload", "gpt", NAMES))
                .hasMessage("unknown workload 'gpt': there are bert-base-uncased, squeezebert-uncased, bert-tiny,"
                        + " squeezebert-tiny");
    }
}
