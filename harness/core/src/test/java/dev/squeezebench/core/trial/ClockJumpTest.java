package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpTest {
    private Instant wall = Instant.parse("2026-11-26T12:00:00Z");
    private long monotonic = -7;

    private final ClockJump clocks = new ClockJump(() -> wall, () -> monotonic);

    private void pass(Duration ofWall, Duration ofMonotonic) {
        wall = wall.plus(ofWall);
        monotonic += ofMonotonic.toNanos();
    }

    @Test
    void clocksThatMoveAlikeAreNoJumpHoweverLongThatTakes() {
        pass(Duration.ofMinutes(20), Duration.ofMinutes(20).plusMillis(600));
        assertThat(clocks.jump()).isEmpty();
    }

    @Test
    void aMachineThatSleptLostTheTimeOfOneClock() {
        pass(Duration.ofSeconds(312), Duration.ofSeconds(12));
        assertThat(clocks.jump()).contains("the machine slept, or its clock was set, for 300 seconds meanwhile");
    }

    @Test
    void aClockThatIsSetBackIsNamed() {
        pass(Duration.ofSeconds(-3590), Duration.ofSeconds(10));
        assertThat(clocks.jump()).contains("the machine's clock was set back by 3600 seconds meanwhile");
    }
}
