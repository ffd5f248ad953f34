package dev.squeezebench.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void aJavaWithoutDesktopClassesDrawsNothingAndSaysWhereTo() {
        Drawing drawing = new Drawing(ModuleLayer.empty());

        assertThat(drawing.isPossible()).isFalse();
        assertThat(drawing.atHome(Path.of("out"))).contains("take 'out' home", "report --charts");
        assertThatThrownBy(() -> drawing.insist("--charts"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE));
    }

    @Test
    void aWholeJavaDraws() {
        assertThat(Drawing.here().isPossible()).isTrue();
        Drawing.here().insist("--charts");
    }
}
