package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Output of real processes that did not start, or died. */
class LastWordsTest {
    @Test
    void aJvmThatDoesNotStartSaysWhyInItsLastLine() {
        assertThat(lastWords("""
                Picked up _JAVA_OPTIONS: -Xmx64m
                Error occurred during initialization of VM
                Initial heap size set to a larger value than the maximum heap size
                """)).isEqualTo("Initial heap size set to a larger value than the maximum heap size");
    }

    @Test
    void whatAJvmAddsToTheCauseIsPassedOver() {
        assertThat(lastWords("""
                Unrecognized option: -bogus
                Error: Could not create the Java Virtual Machine.
                Error: A fatal exception has occurred. Program will exit.
                """)).isEqualTo("Unrecognized option: -bogus");
        assertThat(lastWords("""
                <forked VM failed with exit code 1>
                <stdout last='20 lines'>
                Error occurred during initialization of VM
                Could not reserve enough space for 99999999872KB object heap
                </stdout>
                <stderr last='20 lines'>
                Picked up JAVA_TOOL_OPTIONS: -Xms99999999872k
                </stderr>

                """)).isEqualTo("Could not reserve enough space for 99999999872KB object heap");
    }

    @Test
    void theCauseOfAnExceptionStandsAboveItsStackTrace() {
        assertThat(lastWords("""
                Error: Unable to initialize main class dev.squeezebench.core.host.HostMain
                Caused by: java.lang.NoClassDefFoundError: org/openjdk/jmh/runner/RunnerException
                \tat java.base/java.lang.Class.forName0(Native Method)
                \t... 12 more
                """))
                .isEqualTo("Caused by: java.lang.NoClassDefFoundError: org/openjdk/jmh/runner/RunnerException");
    }

    @Test
    void bothEndsOfALongLineStay() {
        String words = lastWords("Node 'a' " + "x".repeat(1000) + " must have 3 dimensions only\n");

        assertThat(words).hasSizeLessThan(320).startsWith("Node 'a' xx").endsWith("xx must have 3 dimensions only");
    }

    @Test
    void aProcessThatSaidNothingHasNoLastWords() {
        assertThat(WorkerProcess.lastWords("\n  \nPicked up JAVA_TOOL_OPTIONS: -Xshare:off\n"
                        .lines()
                        .toList()))
                .isEmpty();
    }

    @Test
    void theLastErrorsOfANativeLibraryAreFoundAmongOtherLines() {
        List<String> lines = """
                ERROR: an old one
                ERROR: /home/runner/work/a-b/tensorflow-2.21.0/tensorflow/lite/kernels/reshape.cc:92 num_input_elements != num_output_elements (1 != 6)
                ERROR: Node number 0 (RESHAPE) failed to prepare.
                INFO: ERROR: no error
                ERROR: Node number 0 (RESHAPE) failed to prepare.
                java.lang.IllegalStateException
                \tat a.B.c(B.java:1)
                """.lines().toList();

        assertThat(LastWords.errors(lines))
                .containsExactly(
                        "reshape.cc:92 num_input_elements != num_output_elements (1 != 6)",
                        "Node number 0 (RESHAPE) failed to prepare.");
        assertThat(LastWords.errors(List.of("fine"))).isEmpty();
    }

    private static String lastWords(String output) {
        return WorkerProcess.lastWords(output.lines().toList()).orElseThrow();
    }
}
