package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SettingsTest {
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
                "tflite:builtin",
                "--runtime=onnxruntime@1.26.0",
                "--lowering=conv,split",
                "--fusion=none",
                "--sequence-length=8,16",
                "--batch=2",
                "--threads=1,2",
                "--cpus=0",
                "--relative-to=squeezebert-tiny",
                "--rounds=7",
                "--time-budget=90s",
                "--interval=2%",
                "--quick",
                "--seed=5",
                "--stall-timeout=10s");

        Settings again = Settings.ofWords(Settings.words(command.getCommandSpec()));

        assertThat(again).usingRecursiveComparison().isEqualTo(given);
        assertThat(again.selection().lowerings()).containsExactly("conv", "split");
        assertThat(again.selection().sequenceLengths()).containsExactly(8, 16);
        assertThat(again.selection().baseline()).isEqualTo("squeezebert-tiny");
        assertThat(again.length().timeBudget()).isEqualTo(Duration.ofSeconds(90));
        assertThat(again.length().quick()).isTrue();
        assertThat(again.length().rounds()).hasValue(7);
    }

    @Test
    void defaultsStandInTheWordsAndWhatIsNotSetDoesNot() {
        Map<String, String> words = Settings.words(parsed(new Settings()).getCommandSpec());

        assertThat(words)
                .containsEntry("workload", "bert-base-uncased,squeezebert-uncased")
                .containsEntry("target", "onnxruntime:cpu,tflite:xnnpack")
                .containsEntry("time_budget", "4m")
                .containsEntry("interval", "1%")
                .containsEntry("seed", "42")
                .doesNotContainKeys("rounds", "cpus", "relative_to", "runtime");
        assertThat(Settings.ofWords(words)).usingRecursiveComparison().isEqualTo(Settings.ofWords(Map.of()));
    }

    @Test
    void aSettingOfAnotherVersionIsNamed() {
        assertThatThrownBy(() -> Settings.ofWords(Map.of("gravity", "9.81")))
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
        "--sequence-length,0,between 1 and 512",
        "--sequence-length,513,between 1 and 512",
        "--batch,0,between 1 and 1024",
        "--threads,-1,between 1 and 1024",
        "--cpus,100000,between 0 and",
        "--rounds,0,between 1 and 1000",
        "--dtype,float16,only float32",
        "--relative-to,gpt,not among the measured workloads"
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
    void speedUpsAreRelativeToBertBaseElseToTheFirstWorkload() {
        Settings usual = new Settings();
        parsed(usual, "--workload=squeezebert-uncased,bert-base-uncased");
        Settings tiny = new Settings();
        parsed(tiny, "--workload=squeezebert-tiny,bert-tiny");

        assertThat(usual.selection().baseline()).isEqualTo("bert-base-uncased");
        assertThat(tiny.selection().baseline()).isEqualTo("squeezebert-tiny");
    }

    @Test
    void aNameWrittenTwiceCountsOnce() {
        Settings settings = new Settings();
        parsed(settings, "--threads=2,1,2");

        assertThat(settings.selection().threads()).isEqualTo(List.of(2, 1));
    }
}
