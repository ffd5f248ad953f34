package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private final Redaction hidden = new Redaction(false);

    /** Digits of {@code printf %s build-host-7 | sha256sum}. */
    @Test
    void aNameBecomesTheFirstDigitsOfItsSha256() {
        assertThat(hidden.name("build-host-7")).isEqualTo("sha256:35892374");
    }

    @Test
    void whoeverWantsToBeIdentifiedStandsInClear() {
        Redaction clear = new Redaction(true);
        assertThat(clear.name("build-host-7")).isEqualTo("build-host-7");
        assertThat(clear.paths("--out=/home/ada/x")).isEqualTo("--out=/home/ada/x");
    }

    @ParameterizedTest
    @CsvSource({
        "--out=/home/ada/x, --out=#",
        "/home/ada/x, #",
        "~/x, #",
        "-Djava.library.path=/opt/a:/opt/b, -Djava.library.path=#:#",
        "C:\\Users\\ada\\x, #",
        "\\\\server\\share, #",
        "--target, --target",
        "onnxruntime:cpu, onnxruntime:cpu",
        "android:SERIAL/tflite:xnnpack, android:SERIAL/tflite:xnnpack",
        "squeezebert-tiny/conv/none, squeezebert-tiny/conv/none",
        "-Xmx1g, -Xmx1g"
    })
    void absolutePathsAreHashedAndNothingElse(String text, String expected) {
        assertThat(hidden.paths(text).replaceAll("sha256:[0-9a-f]{8}", "#")).isEqualTo(expected);
    }
}
