package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.core.environment.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

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
    void serialsOfPhonesAreHashedInTheTargetsOfARunAndOfAnArm() {
        Map<String, String> words = Map.of(
                "target", "tflite:xnnpack,android:8A1X00001/tflite:xnnpack",
                "baseline.target", "android:8A1X00001/tflite:builtin",
                "candidate.target", "android:sha256:0badcafe/tflite:xnnpack",
                "workload", "android:8A1X00001/x");

        Map<String, String> hashed = text(false).withoutSerials(words);
        assertThat(hashed.get("target")).matches("tflite:xnnpack,android:sha256:[0-9a-f]{8}/tflite:xnnpack");
        assertThat(hashed.get("baseline.target")).matches("android:sha256:[0-9a-f]{8}/tflite:builtin");
        assertThat(hashed)
                .containsEntry("candidate.target", "android:sha256:0badcafe/tflite:xnnpack")
                .containsEntry("workload", "android:8A1X00001/x");
        assertThat(text(true).withoutSerials(words)).isEqualTo(words);
    }

    /** The flags are not listed by hand: each whose value is a path. */
    @Test
    void everyOptionThatTakesAPathIsAmongThem() {
        for (String flag : List.of(
                "--suite",
                "--out",
                "--resume",
                "--cache",
                "--model",
                "--checkpoint",
                "--inputs",
                "--expect",
                "--native-library")) {
            assertThat(text(false).of(List.of(flag, "ann/secret.yaml", flag + "=ann/x")))
                    .as(flag)
                    .noneMatch(word -> word.contains("ann"));
        }
        assertThat(text(false).of(List.of("--suite", "smoke"))).containsExactly("--suite", "smoke");
    }

    @Test
    void theNameOfAPackageIsNotAndAFolderOfThatNameIs() {
        assertThat(text(false).of(List.of("--native-library", "engine_gpu", "--native-library=engine_gpu")))
                .containsExactly("--native-library", "engine_gpu", "--native-library=engine_gpu");
        assertThat(text(false).of(List.of("--native-library", "./engine_gpu")).get(1))
                .matches("sha256:[0-9a-f]{8}");
    }

    private static CommandLineText text(boolean identify) {
        return new CommandLineText(
                new Redaction(identify),
                CommandSpec.forAnnotatedObject(
                        new RunCommand(new Surroundings(Path.of("home"), false, false, Map.of()))),
                Set.of("engine_gpu", "smoke"));
    }

    @Test
    void identifyShowsThemInClear() {
        assertThat(text(true).of(TYPED)).isEqualTo(TYPED);
    }
}
