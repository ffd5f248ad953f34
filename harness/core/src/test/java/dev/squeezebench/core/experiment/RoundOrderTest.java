package dev.squeezebench.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11})
    void eachScenarioTakesEachPlaceOnceInAsManyRoundsAsThereAreScenarios(int n) {
        for (long seed = 0; seed < 20; seed++) {
            RoundOrder order = new RoundOrder(seed, n);
            for (int block = 0; block < 3; block++) {
                Set<List<Integer>> placesOfScenarios = new HashSet<>();
                for (int i = 1; i <= n; i++) {
                    List<Integer> round = order.ofRound(block * n + i);
                    assertThat(round).hasSize(n);
                    for (int place = 0; place < n; place++) {
                        placesOfScenarios.add(List.of(place, round.get(place)));
                    }
                }
                assertThat(placesOfScenarios).hasSize(n * n);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 11})
    void eachScenarioFollowsEachOtherEquallyOften(int n) {
        int rounds = n % 2 == 0 ? n : 2 * n;
        for (long seed = 0; seed < 20; seed++) {
            RoundOrder order = new RoundOrder(seed, n);
            Map<List<Integer>, Integer> followers = new HashMap<>();
            for (int round = 1; round <= rounds; round++) {
                List<Integer> places = order.ofRound(round);
                for (int i = 1; i < n; i++) {
                    followers.merge(List.of(places.get(i - 1), places.get(i)), 1, Integer::sum);
                }
            }
            assertThat(followers).hasSize(n * (n - 1));
            assertThat(followers.values()).containsOnly(rounds / n);
        }
    }

    @Test
    void aRoundHasTheSameOrderWheneverItIsAskedFor() {
        RoundOrder order = new RoundOrder(42, 5);
        List<List<Integer>> forwards = new ArrayList<>();
        for (int round = 1; round <= 40; round++) {
            forwards.add(order.ofRound(round));
        }
        for (int round = 40; round >= 1; round--) {
            assertThat(new RoundOrder(42, 5).ofRound(round)).isEqualTo(forwards.get(round - 1));
        }
    }

    /** Sealed, as a resumed run relies on it: by the definition of java.util.Random, the same on every JDK. */
    @Test
    void theOrderOfASeedNeverChanges() {
        RoundOrder order = new RoundOrder(1, 4);
        assertThat(List.of(order.ofRound(1), order.ofRound(2), order.ofRound(3), order.ofRound(4), order.ofRound(5)))
                .hasToString("[[2, 3, 1, 0], [3, 0, 2, 1], [1, 2, 0, 3], [0, 1, 3, 2], [1, 0, 3, 2]]");
    }

    @Test
    void seedsGiveDifferentOrders() {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            RoundOrder order = new RoundOrder(seed, 4);
            orders.add(order.ofRound(1).toString() + order.ofRound(2));
        }
        assertThat(orders).hasSizeGreaterThan(25);
    }

    @Test
    void roundsCountFromOneAndAreNotEmpty() {
        assertThatThrownBy(() -> new RoundOrder(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RoundOrder(1, 2).ofRound(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
