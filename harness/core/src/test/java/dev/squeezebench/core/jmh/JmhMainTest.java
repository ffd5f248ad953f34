package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of a benchmark jar on JMH's command line. */
class JmhMainTest {
    private static Optional<String> problem(String line) {
        return JmhMain.problem(Arrays.asList(line.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p sequence=8 | unknown parameter '-p sequence': there are acceleration, batch,",
                "-psequence=8 | unknown parameter '-p sequence'",
                "-f 1 -p workload=bert-tiny -p lenght=8 | unknown parameter '-p lenght'",
                "-p model=gone.onnx | -p model=gone.onnx: there is no such file",
                "-p model=gone.onnx -p workload=bert-tiny | -p workload: a file of your own is measured as it is",
                "-p shape=x=1x2 | -p shape: it is for the inputs of a file"
            })
    void whatJmhWouldIgnoreIsRefused(String line, String problem) {
        assertThat(problem(line)).hasValueSatisfying(text -> assertThat(text).startsWith(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p workload=bert-tiny,squeezebert-tiny -p batch=1,2",
                "-lp",
                "-prof gc -rf json -rff out.json",
                "-pworkload=bert-tiny -t 2",
                "-p request=request.json"
            })
    void whatJmhTakesIsLeftToIt(String line) {
        assertThat(problem(line)).isEmpty();
    }

    @Test
    void aFileOfYourOwnIsAParameter(@TempDir Path folder) throws IOException {
        Path model = Files.createFile(folder.resolve("net.onnx"));

        assertThat(JmhMain.problem(List.of("-p", "model=" + model, "-p", "shape=input_ids=1x128")))
                .isEmpty();
    }
}
