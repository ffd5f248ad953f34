package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    @Test
    void aProbeThatIsKilledFromOutsideIsTriedOnceMoreAtOnce() throws Exception {
        assertThat(probe("killed_once", Duration.ofMinutes(1))).isInstanceOf(Availability.Usable.class);
    }

    @Test
    void aProbeThatIsKilledTwiceSaysThatThisIsNoPropertyOfTheTarget() throws Exception {
        assertThat(probe("killed", Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> {
                    assertThat(unusable.fromOutside()).isTrue();
                    assertThat(unusable.reason())
                            .isEqualTo(
                                    "the probe was killed by SIGKILL, by a user or by the kernel because memory ran out");
                });
    }

    @Test
    void whatAProbeSaysAndWhatALibraryPrintsMayBeInAnyCharset() throws Exception {
        assertThat(probe("throw_in_french", Duration.ofMinutes(1)))
                .isEqualTo(new Availability.Unusable("le module spécifié est introuvable", "none"));
    }

    @Test
    void aDamagedJarIsNamed() throws Exception {
        Path jar = Files.write(folder.resolve("benchmarks-fake.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
        RunnerDistribution damaged = new RunnerDistribution("fake", "1.0", "fake", List.of("cpu"), List.of(jar));

        assertThat(new Prober(folder.resolve("scratch"), Duration.ofMinutes(1)).probe(damaged, "cpu", Map.of()))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> {
                    assertThat(unusable.reason()).startsWith("benchmarks-fake.jar is damaged: ");
                    assertThat(unusable.remedy()).startsWith("build or unpack the distribution again");
                });
    }

    /** To try one that is lacking is an error of the test: there is no such fault. */
    @Test
    void whatTheLibraryLacksIsAnsweredWithoutTryingAndEachOtherIsTried() throws Exception {
        Map<String, Availability> answers = new Prober(folder, Duration.ofMinutes(1))
                .probe(FakeTrials.RUNNER, List.of("lacking1", "segfault", "lacking2", "none", "throw", "lacking3"));

        assertThat(answers.keySet()).containsExactly("lacking1", "segfault", "lacking2", "none", "throw", "lacking3");
        assertThat(answers)
                .extractingByKeys("lacking1", "lacking2", "lacking3")
                .containsOnly(new Availability.Unusable("not in this library", "take another"));
        assertThat(answers.get("segfault"))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> assertThat(unusable.reason())
                        .startsWith("the probe crashed by SIGSEGV in"));
        assertThat(answers.get("none")).isInstanceOf(Availability.Usable.class);
        assertThat(answers.get("throw")).isEqualTo(new Availability.Unusable("the model has no such layer", "none"));
    }

    private Availability probe(String acceleration, Duration limit) throws Exception {
        return new Prober(folder, limit).probe(FakeTrials.RUNNER, acceleration, Map.of());
    }
}
