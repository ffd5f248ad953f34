package dev.squeezebench.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a clock: what a timer would do is done by hand. */
class BarTest {
    private static final String NOTE = "round 12, squeezebert-uncased on onnxruntime:cpu: measure 10/10";

    private final StringWriter err = new StringWriter();
    private final List<Runnable> draws = new ArrayList<>();
    private long nowNs;

    private Bar bar() {
        return new Bar(
                "measuring",
                new PrintWriter(err),
                80,
                draw -> {
                    draws.add(draw);
                    return draws::clear;
                },
                () -> nowNs);
    }

    @Test
    void aLongTaskIsShownBeforeItSaysHowFarItIs() {
        try (Bar bar = bar()) {
            nowNs = Duration.ofSeconds(2).toNanos();
            draws.get(0).run();
            assertThat(err.toString())
                    .startsWith("\rmeasuring [                    ] 2 s so far")
                    .hasSize(80);
            bar.at(1, 2);
            bar.note("round 1: load");
            draws.get(0).run();
            assertThat(err.toString()).contains("\rmeasuring [==========          ] 50%, 2 s left  round 1: load ");
        }
        assertThat(err.toString()).endsWith('\r' + " ".repeat(79) + '\r');
        assertThat(draws).isEmpty();
    }

    @Test
    void aShortTaskLeavesNoTrace() {
        try (Bar bar = bar()) {
            bar.at(1, 2);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aBarThatIsClosedIsNotDrawnAgain() {
        Bar bar = bar();
        Runnable draw = draws.get(0);
        draw.run();
        bar.close();
        int length = err.toString().length();
        draw.run();

        assertThat(err.toString()).hasSize(length);
    }

    @Test
    void aWideTerminalHasRoomForAll() {
        assertThat(Bar.line("measuring", 0.25, Duration.ofSeconds(60), NOTE, 120))
                .hasSize(120)
                .startsWith("measuring [=====               ] 25%, 3 min left  " + NOTE + ' ');
    }

    @ParameterizedTest
    @ValueSource(ints = {79, 80, 99})
    void theNameIsShortenedAndNeverTheStageOrTheTime(int columns) {
        assertThat(Bar.line("measuring", 0.25, Duration.ofSeconds(60), NOTE, columns))
                .hasSize(columns)
                .contains("25%, 3 min left  round 1")
                .endsWith("\u2026: measure 10/10");
    }

    @Test
    void aLongTaskNameLeavesRoomForTheTime() {
        assertThat(Bar.line(
                        "writing squeezebert-uncased-b1-s128-3403ba9693e574c8.safetensors",
                        0.5,
                        Duration.ofSeconds(11),
                        "",
                        79))
                .hasSize(79)
                .startsWith("writing squeezebert-uncased-")
                .contains("\u2026 [==========          ] 50%, 11 s left");
    }
}
