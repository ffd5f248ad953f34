package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeVersionsTest {
    @Test
    void aRangeHasTwoEndsAndAListItsVersions() {
        assertThat(RuntimeVersions.parse("runtime=onnxruntime@1.22.0..1.29.0"))
                .isEqualTo(new RuntimeVersions("onnxruntime", List.of("1.22.0", "1.29.0"), true));
        assertThat(RuntimeVersions.parse("runtime=onnxruntime@1.22.0,1.26.0,1.29.0-rc1"))
                .isEqualTo(new RuntimeVersions("onnxruntime", List.of("1.22.0", "1.26.0", "1.29.0-rc1"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnxruntime@1.22.0..1.29.0",
                "runtime=onnxruntime@1.22.0",
                "runtime=onnxruntime@1.22.0..",
                "runtime=onnxruntime@..1.22.0",
                "runtime=onnxruntime@1.22.0,1.22.0",
                "runtime=onnxruntime@../../etc,1.22.0",
                "threads=1..4"
            })
    void anotherFormIsRefused(String word) {
        assertThatThrownBy(() -> RuntimeVersions.parse(word))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("--bisect ");
    }
}
