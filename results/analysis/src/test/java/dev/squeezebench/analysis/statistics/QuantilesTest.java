package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void interpolatesAsTypeSevenDoes() {
        // R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .9), type = 7) is 2.0, 3.0, 7.6
        assertThat(Quantiles.quantile(0.25, 10, 1, 3, 2, 4)).isEqualTo(2.0);
        assertThat(Quantiles.median(10, 1, 3, 2, 4)).isEqualTo(3.0);
        assertThat(Quantiles.quantile(0.9, 10, 1, 3, 2, 4)).isEqualTo(7.6, within(1e-14));
        assertThat(Quantiles.median(1, 2, 3, 4)).isEqualTo(2.5);
    }

    @Test
    void leavesTheValuesInTheirOrder() {
        double[] values = {3, 1, 2};
        Quantiles.median(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void refusesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.median());
    }
}
