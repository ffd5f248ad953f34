package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import org.junit.jupiter.api.Test;

class YuenMeanTest {
    /** Expected values by a separate program (Python's statistics module, t by numerical integration). */
    @Test
    void leavesOutAFifthOnEachSide() {
        YuenMean estimate = YuenMean.of(.30, .11, .52, .25, .21, .19, .33, .95, .27, .24);
        assertThat(estimate.mean()).isEqualTo(.26666666666666666, within(1e-12));
        assertThat(estimate.standardError()).isEqualTo(.028142494558940582, within(1e-12));
        assertThat(estimate.kept()).isEqualTo(6);
        assertThat(estimate.halfWidth()).isEqualTo(2.8698685469 * .0281424945589, within(1e-9));
        assertThat(estimate.ratio().spread())
                .isInstanceOfSatisfying(Spread.Interval.class, interval -> assertThat(interval.method())
                        .isEqualTo("yuen_20_t9825"));
    }

    @Test
    void isTheMeanWhereThereIsNothingToTrim() {
        YuenMean estimate = YuenMean.of(.1, .2, .3, .4);
        assertThat(estimate.mean()).isEqualTo(.25, within(1e-12));
        assertThat(estimate.standardError()).isEqualTo(Math.sqrt(.05 / 3 / 4), within(1e-12));
        assertThat(estimate.ratio().spread()).isInstanceOf(Spread.Range.class);
    }
}
