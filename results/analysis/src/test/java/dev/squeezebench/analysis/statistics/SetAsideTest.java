package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private static final double[] ONE_SLOW = {.010, .012, .009, .011, .013, .010, .250, .012};

    /** Expected values by a separate program (Python's statistics module, t by numerical integration). */
    @Test
    void countsARoundFarOffTheRestAndLeavesItOutOfTheMean() {
        SetAside estimate = SetAside.of(ONE_SLOW);
        assertThat(estimate.mean()).isEqualTo(.011, within(1e-12));
        assertThat(estimate.standardError()).isEqualTo(.0005345224838248487, within(1e-12));
        assertThat(estimate.rounds()).isEqualTo(8);
        assertThat(estimate.kept()).isEqualTo(7);
        assertThat(estimate.up()).isEqualTo(1);
        assertThat(estimate.down()).isZero();
        assertThat(estimate.twoModes()).isFalse();
        assertThat(estimate.deviation()).isEqualTo(Math.sqrt(.000002), within(1e-12));
    }

    @Test
    void hasTheIntervalOfStudentsTAt98Percent() {
        GeometricMean ratio = SetAside.of(ONE_SLOW).ratio();
        assertThat(ratio.value()).isEqualTo(1.0110607224447195, within(1e-9));
        assertThat(ratio.spread()).isInstanceOfSatisfying(Spread.Interval.class, interval -> {
            assertThat(interval.lower()).isEqualTo(1.0096499614887857, within(1e-8));
            assertThat(interval.upper()).isEqualTo(1.0124734546248901, within(1e-8));
            assertThat(interval.method()).isEqualTo("set_aside_t98");
        });
        assertThat(ratio.count()).isEqualTo(8);
    }

    /** The median absolute deviation is .001, so that without a floor the limit would be .0074. */
    @Test
    void keepsWhatIsWithinFivePercentHoweverQuietTheRest() {
        assertThat(SetAside.of(.010, .011, .012, .010, .009, .011, .058).kept()).isEqualTo(7);
        assertThat(SetAside.of(.010, .011, .012, .010, .009, .011, .062).kept()).isEqualTo(6);
    }

    @Test
    void countsToEitherSide() {
        SetAside estimate = SetAside.of(0, .001, .002, -.3, 0, .001, .3, 0, .001, 0, .001, .3);
        assertThat(estimate.up()).isEqualTo(2);
        assertThat(estimate.down()).isEqualTo(1);
        assertThat(estimate.kept()).isEqualTo(9);
    }

    @Test
    void keepsAllWhenMoreThanAQuarterIsOff() {
        double[] fourOfTwelve = {0, .001, .002, .3, 0, .001, .3, .3, .001, 0, .001, .3};
        SetAside estimate = SetAside.of(fourOfTwelve);
        assertThat(estimate.twoModes()).isTrue();
        assertThat(estimate.up()).isEqualTo(4);
        assertThat(estimate.kept()).isEqualTo(12);
        assertThat(estimate.mean()).isEqualTo(1.206 / 12, within(1e-12));
    }

    @Test
    void hasOnlyARangeBelowSixRounds() {
        GeometricMean ratio = SetAside.of(.01, .02, .03).ratio();
        assertThat(ratio.spread()).isEqualTo(new Spread.Range(Math.exp(.01), Math.exp(.03)));
        assertThat(ratio.value()).isEqualTo(Math.exp(.02), within(1e-12));
    }

    @Test
    void refusesOneRound() {
        assertThatIllegalArgumentException().isThrownBy(() -> SetAside.of(.01));
    }

    @Test
    void isNotNarrowerThanHalfAPercentOnAnUnsteadyMachine() {
        GeometricMean widened = SetAside.of(ONE_SLOW).ratio().onUnsteadyMachine();
        assertThat(widened.spread().upper() / widened.value()).isEqualTo(1.005, within(1e-12));
        assertThat(widened.value() / widened.spread().lower()).isEqualTo(1.005, within(1e-12));
        GeometricMean wide = SetAside.of(.01, .03, .05, .02, .04, .06).ratio();
        assertThat(wide.onUnsteadyMachine()).isEqualTo(wide);
        GeometricMean few = SetAside.of(.01, .0101).ratio();
        assertThat(few.onUnsteadyMachine()).isEqualTo(few);
    }
}
