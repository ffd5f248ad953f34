package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.LaunchMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SettingsTest {
    private static final List<String> USUAL = List.of("a:x", "b:y");
    private static final UnaryOperator<String> CLEAR = UnaryOperator.identity();

    private static CommandLine parsed(Settings settings, String... arguments) {
        CommandLine command = new CommandLine(settings);
        command.parseArgs(arguments);
        return command;
    }

    @Test
    void wordsAloneGiveTheSameSettingsAgain() {
        Settings given = new Settings();
        CommandLine command = parsed(
                given,
                "--workload=bert-tiny,squeezebert-tiny",
                "--target",
                "TFLite:Builtin,android:8A1X/TFLite:XNNPACK",
                "--runtime=onnxruntime@1.26.0",
                "--lowering=conv,split",
                "--fusion=none",
                "--sequence-length=8,16",
                "--batch=2",
                "--padding=0%,25%",
                "--threads=1,2",
                "--option=onnxruntime.spinning=off,onnxruntime.webgpu.layout=NHWC",
                "--cpus=0",
                "--require-full-placement",
                "--relative-to=squeezebert-tiny",
                "--rounds=7",
                "--time-budget=90s",
                "--interval=2%",
                "--quick",
                "--seed=5",
                "--stall-timeout=10s",
                "--cool-down=7m",
                "--reconnect=20s",
                "--cores=big,f0",
                "--launch=shell");

        Settings again = Settings.ofWords(Settings.words(command.getCommandSpec(), USUAL, CLEAR), Map.of());

        assertThat(again).usingRecursiveComparison().isEqualTo(given);
        assertThat(again.selection().lowerings()).containsExactly("conv", "split");
        assertThat(again.selection().sequenceLengths()).containsExactly(8, 16);
        assertThat(again.selection().paddings()).containsExactly(0, 25);
        assertThat(again.selection().relativeTo()).hasValue("squeezebert-tiny");
        assertThat(again.length().timeBudget()).isEqualTo(Duration.ofSeconds(90));
        assertThat(again.length().quick()).isTrue();
        assertThat(again.length().coolDown()).isEqualTo(Duration.ofMinutes(7));
        assertThat(again.length().reconnect()).isEqualTo(Duration.ofSeconds(20));
        assertThat(again.selection().targets()).containsExactly("tflite:builtin", "android:8A1X/tflite:xnnpack");
        assertThat(again.selection().cores()).containsExactly("big", "f0");
        assertThat(again.selection().launches()).containsExactly(LaunchMode.SHELL);
        assertThat(again.length().rounds()).hasValue(7);
    }

    @Test
    void defaultsStandInTheWordsAndWhatIsNotSetDoesNot() {
        Map<String, String> words = Settings.words(parsed(new Settings()).getCommandSpec(), USUAL, CLEAR);

        assertThat(words)
                .containsEntry("workload", "bert-base-uncased,squeezebert-uncased")
                .containsEntry("target", "a:x,b:y")
                .containsEntry("time_budget", "4m")
                .containsEntry("interval", "1%")
                .containsEntry("seed", "42")
                .doesNotContainKeys("rounds", "cpus", "relative_to", "runtime");
        Settings again = Settings.ofWords(words, Map.of());
        assertThat(again.workloads()).isEqualTo(new Settings().workloads());
        assertThat(again.length())
                .usingRecursiveComparison()
                .isEqualTo(Settings.ofWords(Map.of(), Map.of()).length());
    }

    @Test
    void aSustainedRoundIsOneAndSaysHowLong() {
        Settings given = new Settings();
        CommandLine command = parsed(given, "--sustain=30m");
        assertThat(given.length().run().sustained()).hasValue(Duration.ofMinutes(30));
        assertThat(given.length().run().fixedRounds()).hasValue(1);
        assertThat(Settings.words(command.getCommandSpec(), USUAL, CLEAR)).containsEntry("sustain", "30m");
    }

    @ParameterizedTest
    @CsvSource({
        "--sustain=30s, --sustain: must be from 1m to 4h",
        "--sustain=5h, --sustain: must be from 1m to 4h",
        "--sustain=1m --quick, --sustain and --quick exclude each other",
        "--sustain=1m --rounds=2, --sustain and --rounds exclude each other",
        "--sustain=1m --interleave=off, --sustain and --interleave exclude each other"
    })
    void whatDoesNotGoWithASustainedRoundIsRefused(String flags, String message) {
        Settings given = new Settings();
        parsed(given, flags.split(" "));
        assertThatThrownBy(given::check).isInstanceOf(UserException.class).hasMessageStartingWith(message);
    }

    @Test
    void aSettingOfAnotherVersionIsNamed() {
        assertThatThrownBy(() -> Settings.ofWords(Map.of("gravity", "9.81"), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--gravity");
    }

    @Test
    void aResumedRunRefusesFlagsThatChangeItsPlan() {
        CommandLine command = parsed(new Settings(), "--rounds=3");

        assertThatThrownBy(() -> Settings.refuseGiven(command.getCommandSpec()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("--rounds and --resume exclude each other");
    }

    @ParameterizedTest
    @CsvSource({
        "--batch,0,between 1 and 1024",
        "--threads,-1,between 1 and 1024",
        "--cpus,100000,this process may use",
        "--rounds,0,between 1 and 1000"
    })
    void aValueOutOfItsLimitsIsNamedWithThem(String flag, String value, String limits) {
        Settings settings = new Settings();
        parsed(settings, flag + '=' + value);

        assertThatThrownBy(settings::check)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(flag)
                .hasMessageContaining(limits);
    }

    @Test
    void aCheckpointIsOnePathWhateverItsNameAndTakesThePlaceOfTheUsualWorkloads() {
        Settings settings = new Settings();
        CommandLine command = parsed(settings, "--checkpoint=a,b", "--checkpoint", "c", "--checkpoint=a,b");

        assertThat(settings.files().checkpoints()).containsExactly(Path.of("a,b"), Path.of("c"));
        assertThat(settings.workloads()).isEmpty();
        assertThat(Settings.words(command.getCommandSpec(), USUAL, CLEAR))
                .doesNotContainKeys("workload", "sequence_length", "batch");
    }

    @Test
    void workloadsAreMeasuredBesideCheckpointsWhereTheyAreNamed() {
        Settings settings = new Settings();
        parsed(settings, "--checkpoint=a", "--workload=bert-tiny");

        assertThat(settings.workloads()).containsExactly("bert-tiny");
    }

    @Test
    void pathsStandInTheWordsOnlyAsTheCallerWantsAndComeFromElsewhereAgain() {
        CommandLine command = parsed(new Settings(), "--checkpoint=/home/ann/secret", "--sequence-length=8");
        Map<String, String> words = Settings.words(command.getCommandSpec(), USUAL, path -> "hidden");

        assertThat(words).containsEntry("checkpoint", "hidden").doesNotContainKey("workload");
        assertThat(Settings.nameFiles(words)).isTrue();
        Settings again = Settings.ofWords(words, Map.of("--checkpoint", List.of(Path.of("/home/ann/secret"))));
        assertThat(again.files().checkpoints()).containsExactly(Path.of("/home/ann/secret"));
        assertThat(again.selection().sequenceLengths()).containsExactly(8);
    }

    @Test
    void aNameWrittenTwiceCountsOnce() {
        Settings settings = new Settings();
        parsed(settings, "--threads=2,1,2");

        assertThat(settings.selection().threads()).isEqualTo(List.of(2, 1));
    }
}
