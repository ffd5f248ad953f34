package dev.squeezebench.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.trial.FakeTrials;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncheckedOutputsTest {
    private static final OutputCheck NOT_CHECKED = new OutputCheck.NotChecked("nothing is known of them");

    private final Path folder;

    UncheckedOutputsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aNanThatNothingWasComparedWithIsCountedAndAnInfinityIsNot() throws IOException {
        List<Warning> warnings = warnings(NOT_CHECKED, 1, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN);

        assertThat(warnings).extracting(Warning::code).containsExactly("outputs_unchecked", "outputs_nan");
        assertThat(warnings.get(1).message()).isEqualTo("output 'y' is NaN in 2 of 4 values");
    }

    @Test
    void outputsOfNumbersAloneAreOnlySaidToBeUnchecked() throws IOException {
        assertThat(warnings(NOT_CHECKED, 1, 2)).extracting(Warning::code).containsExactly("outputs_unchecked");
    }

    @Test
    void outputsThatWereComparedCarryNoWarning() throws IOException {
        assertThat(warnings(
                        new OutputCheck.Incomparable("arithmetic", "output 'y' has 1 values that are NaN"), Double.NaN))
                .isEmpty();
    }

    private List<Warning> warnings(OutputCheck check, double... values) throws IOException {
        Path outputs = folder.resolve("outputs.safetensors");
        Safetensors.write(outputs, List.of(FakeTrials.floats("y", values)));
        return UncheckedOutputs.warnings(
                new Expectation.None(
                        "nothing is known of them", "give what must come out by --expect, or a second target"),
                check,
                Optional.of(outputs));
    }
}
