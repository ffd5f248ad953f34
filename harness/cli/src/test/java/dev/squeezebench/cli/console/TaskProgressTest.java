package dev.squeezebench.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
    private final StringWriter err = new StringWriter();

    @Test
    void aLongTaskShowsHowFarItIsAndWhatIsLeftAndCleansUp() throws InterruptedException {
        try (TaskProgress bar = new TaskProgress.Bar("measuring", new LineConsumer(new PrintWriter(err), 80))) {
            bar.note("round 1");
            // The bar appears after a second, and is drawn by a thread of its own.
            for (int tenth = 1; tenth < 100 && !err.toString().contains(" left"); tenth++) {
                bar.at(tenth, 100);
                Thread.sleep(100);
            }
            assertThat(err.toString().split("\r")).allMatch(line -> line.length() < 80);
            assertThat(err.toString()).contains("measuring [", "%, ", " left  round 1");
        }
        assertThat(err.toString()).endsWith(" \r");
    }

    @Test
    void aShortTaskLeavesNoTrace() {
        try (TaskProgress bar = new TaskProgress.Bar("measuring", new LineConsumer(new PrintWriter(err), 80))) {
            bar.at(1, 2);
        }
        assertThat(err.toString()).isEmpty();
    }
}
