package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProberTest {
    private final Path folder;

    ProberTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatWorksIsUsableWithTheRuntimesOwnVersionAndTheDeviceThatComputed() throws Exception {
        assertThat(probe("none", Duration.ofMinutes(1)))
                .isEqualTo(
                        new Availability.Usable(new RuntimeInfo("1.0", "of the tests"), List.of(FakeRunner.ADAPTER)));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "throw, the model has no such layer",
        "segfault, the probe crashed by SIGSEGV in",
        "exit, the probe ended by itself with exit code 3"
    })
    void aProbeThatDiesIsAnAnswer(String fault, String reason) throws Exception {
        assertThat(probe(fault, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> assertThat(unusable.reason())
                        .startsWith(reason));
    }

    @Test
    void aProbeThatHangsIsEndedByItsTimeLimit() throws Exception {
        assertThat(probe("spin", Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> assertThat(unusable.reason())
                        .isEqualTo("the probe did not answer within 1 seconds"));
    }

    private Availability probe(String acceleration, Duration limit) throws Exception {
        return new Prober(folder, limit).probe(FakeTrials.RUNNER, acceleration);
    }
}
