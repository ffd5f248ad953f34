package dev.squeezebench.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.FlameGraph;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlameAndThreadTablesTest {
    private static final FlameGraph CPU = new FlameGraph(
            "cpu",
            10,
            200,
            List.of(
                    new FlameGraph.Frame("Gemm<float>", 150),
                    new FlameGraph.Frame("b", 30),
                    new FlameGraph.Frame("c", 10),
                    new FlameGraph.Frame("d", 5)),
            "profiles/a.html",
            "profiles/a.collapsed");

    private static final FlameGraph MEMORY = new FlameGraph(
            "nativemem", 10, 3_000_000, List.of(new FlameGraph.Frame("malloc", 3_000_000)), "b.html", "b.collapsed");

    private static ProfiledOperator operator(long ns, Optional<OperatorThreads> threads) {
        return new ProfiledOperator(
                "MatMul",
                "MatMul",
                "cpu",
                Optional.empty(),
                List.of(0),
                OperatorKind.PROJECTION,
                1,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(ns),
                threads);
    }

    private static ProfiledScenario scenario(Scenario scenario, String arm, Profile profile) {
        return new ProfiledScenario(
                List.of(new Profile(
                                profile.run(),
                                profile.at(),
                                scenario,
                                LongSeries.of(),
                                profile.operators(),
                                Optional.empty(),
                                List.of())
                        .of(arm, 1)
                        .with(profile.flameGraphs())),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static Profile of(ProfiledOperator... operators) {
        return new Profile(
                Examples.RUN,
                Examples.AT,
                Examples.SQUEEZE,
                LongSeries.of(),
                List.of(operators),
                Optional.empty(),
                List.of());
    }

    /** Two sides may have one id, where an option of the runtime's is all that differs. */
    @Test
    void aFlameGraphHasItsSideItsUnitAndWhereMostOfItIs() {
        Profile profile = of(operator(1, Optional.empty())).with(List.of(CPU, MEMORY));
        List<ProfiledScenario> sides = List.of(
                scenario(Examples.SQUEEZE, "baseline", profile), scenario(Examples.SQUEEZE, "candidate", profile));

        String markdown = MarkdownRenderer.render(FlameTable.blocks(sides));

        String id = Examples.SQUEEZE.id();
        assertThat(markdown)
                .contains("| " + id + " baseline | cpu | 200 samples | 10 | Gemm", " 75.0%, b 15.0%, c 5.0% | ")
                .contains("| " + id + " candidate | nativemem | 3.00 MB | 10 | malloc 100.0% | b.html |")
                .doesNotContain("<float>", "d 2.5%");
        assertThat(JsonRenderer.render(List.of(FlameTable.table(sides).orElseThrow())))
                .contains("\"arm\":\"candidate\"", "\"total\":200", "\"collapsed\":\"profiles/a.collapsed\"");
        assertThat(FlameTable.blocks(List.of(scenario(Examples.SQUEEZE, "single", of(operator(1, Optional.empty()))))))
                .isEmpty();
    }

    /** 3 ms by 4 threads, 1 ms by one: 3.25 by time; 0.5 of 4 ms were waited. Of 1 ms nothing is known. */
    @Test
    void balanceIsWeightedByTime() {
        Scenario four = Examples.SQUEEZE.toBuilder().threads(4).build();
        ProfiledScenario known = scenario(
                four,
                "single",
                of(
                        operator(3_000_000, Optional.of(new OperatorThreads(4, 500_000))),
                        operator(1_000_000, Optional.of(new OperatorThreads(1, 0))),
                        operator(1_000_000, Optional.empty())));

        assertThat(MarkdownRenderer.render(ThreadTable.blocks(List.of(known))))
                .contains("| 4 | 3.25 | 25.0% | 12.5% |");
    }

    @Test
    void whereMostOfTheTimeIsOfNoKnownThreadsNothingIsSaid() {
        Scenario four = Examples.SQUEEZE.toBuilder().threads(4).build();
        ProfiledScenario unknown = scenario(
                four,
                "single",
                of(
                        operator(1_000_000, Optional.of(new OperatorThreads(4, 500_000))),
                        operator(3_000_000, Optional.empty())));

        assertThat(MarkdownRenderer.render(ThreadTable.blocks(List.of(unknown))))
                .contains("| scenario | threads |\n")
                .doesNotContain("| took part |", "%");
        assertThat(ThreadTable.blocks(List.of(scenario(Examples.SQUEEZE, "single", unknown.profile()))))
                .as("one thread")
                .isEmpty();
    }
}
