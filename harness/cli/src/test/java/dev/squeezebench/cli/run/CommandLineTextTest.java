package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.environment.Redaction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    private static final List<String> TYPED = List.of(
            "run", "--out", "ann/secret", "--cache=ann/cache", "--workload", "bert-tiny", "--checkpoint", "ann/net");

    @Test
    void filesAndFoldersAreHashed() {
        List<String> shown = text(false).of(TYPED);

        assertThat(String.join(" ", shown)).doesNotContain("ann").contains("--workload bert-tiny");
        assertThat(shown.get(2)).matches("sha256:[0-9a-f]{8}");
        assertThat(shown.get(7)).matches("sha256:[0-9a-f]{8}");
        assertThat(shown.get(3)).matches("--cache=sha256:[0-9a-f]{8}");
    }

    @Test
    void theNameOfAPackageIsNotAndAFolderOfThatNameIs() {
        assertThat(text(false).of(List.of("--native-library", "engine_gpu", "--native-library=engine_gpu")))
                .containsExactly("--native-library", "engine_gpu", "--native-library=engine_gpu");
        assertThat(text(false).of(List.of("--native-library", "./engine_gpu")).get(1))
                .matches("sha256:[0-9a-f]{8}");
    }

    private static CommandLineText text(boolean identify) {
        return new CommandLineText(new PathWords(new Redaction(identify), Set.of("engine_gpu")));
    }

    @Test
    void identifyShowsThemInClear() {
        assertThat(text(true).of(TYPED)).isEqualTo(TYPED);
    }
}
