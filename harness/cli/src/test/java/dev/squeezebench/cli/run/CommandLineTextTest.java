package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.environment.Redaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    private static final List<String> TYPED = List.of(
            "run", "--out", "ann/secret", "--cache=ann/cache", "--workload", "bert-tiny", "--checkpoint", "ann/net");

    @Test
    void filesAndFoldersAreHashed() {
        List<String> shown = new CommandLineText(new Redaction(false)).of(TYPED);

        assertThat(String.join(" ", shown)).doesNotContain("ann").contains("--workload bert-tiny");
        assertThat(shown.get(2)).matches("sha256:[0-9a-f]{8}");
        assertThat(shown.get(7)).matches("sha256:[0-9a-f]{8}");
        assertThat(shown.get(3)).matches("--cache=sha256:[0-9a-f]{8}");
    }

    @Test
    void identifyShowsThemInClear() {
        assertThat(new CommandLineText(new Redaction(true)).of(TYPED)).isEqualTo(TYPED);
    }
}
