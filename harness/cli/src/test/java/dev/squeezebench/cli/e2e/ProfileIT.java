package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.profile.KindTime;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile of the smallest workload by the built command, on both runtimes; that of two workloads is in the manual. */
@Tag("slow")
class ProfileIT {
    @Test
    void thePartsAddUpToTheMeasuredLatency(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Command command = Command.built();

        Command.Ended ended = command.run(
                "profile",
                "--cache",
                command.cache().toString(),
                "--workload",
                "squeezebert-tiny",
                "--quick",
                "--rounds",
                "1",
                "--out",
                out.toString());

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.out()).contains("outside operators", "measured latency");
        SchemaCheck.published().accepts(out.resolve("profiles.jsonl"));
        Results results = ResultReader.read(List.of(out.resolve("results.jsonl"), out.resolve("profiles.jsonl")));
        ProfileReport report = ProfileReport.of(
                results.profiles(), Report.of(results.records(), Optional.empty(), List.of()), results.trials());
        assertThat(report.scenarios()).hasSize(2).allSatisfy(ProfileIT::addsUp);
    }

    private static void addsUp(ProfiledScenario scenario) {
        double parts = scenario.kinds().stream().mapToDouble(KindTime::ns).sum() + scenario.outsideNs();
        assertThat(parts).isCloseTo(scenario.latencyNs().orElseThrow(), within(1.0));
        assertThat(scenario.unmappedShare()).isLessThan(0.1);
        assertThat(scenario.flop()).isPresent();
    }
}
