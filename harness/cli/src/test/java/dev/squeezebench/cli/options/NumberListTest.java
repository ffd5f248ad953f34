package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class NumberListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"--batch=1-4,8,2|1 2 3 4 8", "--batch=1, 2 ,3|1 2 3", "--batch=7-7|7", "--threads=1 - 3|1 2 3"})
    void rangesAndBlanksAreTaken(String argument, String numbers) {
        SelectionOptions options = selection(argument);

        assertThat(argument.startsWith("--batch") ? options.batches() : options.threads())
                .extracting(String::valueOf)
                .containsExactly(numbers.split(" "));
    }

    @Test
    void allThreadsAreThoseOfTheProcessors() {
        assertThat(selection("--threads=all").threads())
                .containsExactly(Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-", "1-2-3", "1.5", "0x10", "99999999999", "4-1", "1-9999999", "auto", "-1-2"})
    void whatIsNoNumberIsSaidInWordsOfOurs(String text) {
        assertThatThrownBy(() -> new NumberList.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + text + "' is no ");
    }

    @Test
    void blanksAndCaseOfTargetsDoNotMatter() {
        SelectionOptions options =
                selection("--workload=bert-tiny, squeezebert-tiny", "--target=ONNXRuntime:CPU , tflite:XNNPACK");

        assertThat(options.workloads()).containsExactly("bert-tiny", "squeezebert-tiny");
        assertThat(options.targets()).containsExactly("onnxruntime:cpu", "tflite:xnnpack");
    }

    /** The mask's line as Linux writes it after {@code taskset -c 1} and in containers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1|1", "4-7|4 5 6 7", "0-1,8,10-11|0 1 8 10 11"})
    void theAffinityMaskSaysWhichProcessorsThereAre(String mask, String cpus) {
        List<Integer> allowed =
                AllowedCpus.of(List.of("Name:\tjava", "Cpus_allowed:\tff", "Cpus_allowed_list:\t" + mask));

        assertThat(allowed).extracting(String::valueOf).containsExactly(cpus.split(" "));
        assertThat(AllowedCpus.text(allowed)).isEqualTo(mask);
    }

    private static SelectionOptions selection(String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(arguments);
        return settings.selection();
    }
}
