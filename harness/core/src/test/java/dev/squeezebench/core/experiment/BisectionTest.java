package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.core.experiment.Bisection.Answer;
import dev.squeezebench.core.experiment.Bisection.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {
    private static final Verdict OPEN = new Verdict.Inconclusive(Verdict.Reason.NOISE);
    private final List<String> compared = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void theNeighboursOfOneStepAreFoundWhereverItIs(int step) throws Exception {
        Found found = search(8, Map.of(), version -> version >= step ? 1.2 : 1.0);

        assertThat(found).isEqualTo(new Found.Step("v" + (step - 1), "v" + step));
        assertThat(compared).first().isEqualTo("v0-v7");
        assertThat(compared).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
    }

    @Test
    void endsThatAgreeEndTheSearchAtOnce() throws Exception {
        assertThat(search(8, Map.of(), version -> version == 3 ? 1.2 : 1.0)).isEqualTo(new Found.None("v0", "v7"));
        assertThat(compared).containsExactly("v0-v7");
    }

    @Test
    void ofSeveralStepsOneIsFoundWithAVersionBeforeItThatIsNotSlow() throws Exception {
        double[] latencies = {1, 1.2, 1.2, 1, 1, 1.2, 1.2, 1.2};

        Found found = search(8, Map.of(), version -> latencies[version]);

        assertThat(found).isInstanceOfSatisfying(Found.Step.class, step -> {
            assertThat(latencies[number(step.before())]).isEqualTo(1);
            assertThat(latencies[number(step.after())]).isEqualTo(1.2);
            assertThat(number(step.after()) - number(step.before())).isEqualTo(1);
        });
    }

    @Test
    void versionsThatCannotBeHadAreSkippedAtTheEndsAndBetween() throws Exception {
        Map<Integer, Answer> unusable = Map.of(0, unusable(0), 4, unusable(4), 5, unusable(5), 7, unusable(7));

        Found found = search(8, unusable, version -> version >= 6 ? 1.2 : 1.0);

        assertThat(found).isEqualTo(new Found.Step("v3", "v6"));
    }

    @Test
    void fewerThanTwoUsableVersionsAreTooFew() throws Exception {
        Map<Integer, Answer> unusable = Map.of(1, unusable(1), 2, unusable(2));

        assertThat(search(3, unusable, version -> 1)).isEqualTo(new Found.TooFew());
    }

    @Test
    void anInconclusiveEndLeavesItOpen() throws Exception {
        Found found = search(8, Map.of(7, new Answer.Decided(OPEN)), version -> 1.2);

        assertThat(found).isEqualTo(new Found.Open("v0", "v7", "the gate of both ends is inconclusive"));
    }

    @Test
    void anInconclusiveMiddleIsPassedByWhereItsNeighboursDecide() throws Exception {
        Found found = search(8, Map.of(3, new Answer.Decided(OPEN)), version -> version >= 6 ? 1.2 : 1.0);

        assertThat(found).isEqualTo(new Found.Step("v5", "v6"));
    }

    @Test
    void anInconclusiveVersionAtTheStepIsNamed() throws Exception {
        Found found = search(8, Map.of(5, new Answer.Decided(OPEN)), version -> version >= 6 ? 1.2 : 1.0);

        assertThat(found).isEqualTo(new Found.Open("v4", "v6", "inconclusive: v5"));
    }

    @Test
    void manySmallStepsAreNoSingleOne() throws Exception {
        Found found = search(8, Map.of(), version -> 1 + version * .004);

        assertThat(found)
                .isEqualTo(new Found.Open("v2", "v3", "slower than v0, and no single step between neighbours fails"));
    }

    private static Answer unusable(int version) {
        return new Answer.Unusable("v" + version);
    }

    private static int number(String version) {
        return Integer.parseInt(version.substring(1));
    }

    private interface Latency {
        double of(int version);
    }

    /** Slower by more than 1% fails. */
    private Found search(int count, Map<Integer, Answer> answers, Latency latency) throws Exception {
        List<String> versions =
                IntStream.range(0, count).mapToObj(number -> "v" + number).toList();
        return new Bisection(versions, (baseline, candidate) -> {
                    compared.add(baseline + '-' + candidate);
                    for (String version : List.of(baseline, candidate)) {
                        Answer answer = answers.get(number(version));
                        if (answer != null) {
                            return answer;
                        }
                    }
                    double ratio = latency.of(number(candidate)) / latency.of(number(baseline));
                    return new Answer.Decided(ratio > 1.01 ? new Verdict.Fail() : new Verdict.Pass());
                })
                .search();
    }
}
