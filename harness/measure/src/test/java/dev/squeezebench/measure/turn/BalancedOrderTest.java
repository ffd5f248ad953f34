package dev.squeezebench.measure.turn;

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

class BalancedOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11})
    void eachScenarioTakesEachPlaceOnceInAsManyRoundsAsThereAreScenarios(int n) {
        for (long seed = 0; seed < 20; seed++) {
            BalancedOrder order = new BalancedOrder(seed, n);
            for (int block = 0; block < 3; block++) {
                Set<List<Integer>> placesOfScenarios = new HashSet<>();
                for (int i = 1; i <= n; i++) {
                    List<Integer> round = order.row(block * n + i);
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
            BalancedOrder order = new BalancedOrder(seed, n);
            Map<List<Integer>, Integer> followers = new HashMap<>();
            for (int round = 1; round <= rounds; round++) {
                List<Integer> places = order.row(round);
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
        BalancedOrder order = new BalancedOrder(42, 5);
        List<List<Integer>> forwards = new ArrayList<>();
        for (int round = 1; round <= 40; round++) {
            forwards.add(order.row(round));
        }
        for (int round = 40; round >= 1; round--) {
            assertThat(new BalancedOrder(42, 5).row(round)).isEqualTo(forwards.get(round - 1));
        }
    }

    /** Sealed, as a resumed run relies on it: by the definition of java.util.Random, the same on every JDK. */
    @Test
    void theOrderOfASeedNeverChanges() {
        BalancedOrder order = new BalancedOrder(1, 4);
        assertThat(List.of(order.row(1), order.row(2), order.row(3), order.row(4), order.row(5)))
                .hasToString("[[2, 3, 1, 0], [3, 0, 2, 1], [1, 2, 0, 3], [0, 1, 3, 2], [1, 0, 3, 2]]");
    }

    @Test
    void seedsGiveDifferentOrders() {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            BalancedOrder order = new BalancedOrder(seed, 4);
            orders.add(order.row(1).toString() + order.row(2));
        }
        assertThat(orders).hasSizeGreaterThan(25);
    }

    @Test
    void roundsCountFromOneAndAreNotEmpty() {
        assertThatThrownBy(() -> new BalancedOrder(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BalancedOrder(1, 2).row(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
