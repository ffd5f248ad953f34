package dev.squeezebench.cli.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.core.JvmSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ArmKeysTest {
    @Command
    private static final class Given {
        @Mixin
        @SuppressWarnings("UnusedVariable") // Has the options.
        private Settings settings = new Settings();
    }

    @Test
    void whatAnArmSaysTakesThePlaceOfWhatTheCommandSays() {
        CommandLine command = new CommandLine(new Given());
        command.parseArgs("--threads=1", "--workload=bert-tiny", "--option=onnxruntime.spinning=off");

        Settings settings = arm("threads=2", "option.onnxruntime.memory-arena=off", "runtime=onnxruntime@1.28.0")
                .settings(command.getCommandSpec());

        assertThat(settings.selection().threads()).containsExactly(2);
        assertThat(settings.selection().workloads()).containsExactly("bert-tiny");
        assertThat(settings.selection().settings()).hasSize(2);
        assertThat(settings.selection().runtimes()).hasSize(1);
    }

    @Test
    void paddingAndAnOptionOfTheArmTakeThePlaceOfTheCommandsOwn() {
        CommandLine command = new CommandLine(new Given());
        command.parseArgs("--padding=0%", "--option=onnxruntime.spinning=off,onnxruntime.denormals=keep");

        Settings settings =
                arm("padding=25%", "option.onnxruntime.denormals=flush").settings(command.getCommandSpec());

        assertThat(settings.selection().paddings()).containsExactly(25);
        assertThat(settings.selection().settings())
                .extracting(Object::toString)
                .containsExactly("onnxruntime.spinning=off", "onnxruntime.denormals=flush");
    }

    @Test
    void javaAndEnvironmentAreOfTheArmAlone() {
        JvmSpec jvm = arm("jvm=" + System.getProperty("java.home"), "jvm-args=-Xint -Xss2m", "env.OMP_NUM_THREADS=1")
                .jvm();

        assertThat(jvm.home()).isEqualTo(Path.of(System.getProperty("java.home")));
        assertThat(jvm.flags()).containsAll(JvmSpec.USUAL_FLAGS).contains("-Xint", "-Xss2m");
        assertThat(jvm.environment()).isEqualTo(Map.of("OMP_NUM_THREADS", "1"));
        assertThat(arm().jvm()).isEqualTo(JvmSpec.USUAL);
    }

    @Test
    void aBareLoopMeasuresTheArmThatAsksForIt() {
        assertThat(arm("loop=bare").jvm()).isEqualTo(JvmSpec.USUAL.withBareLoop());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"threads", "colour=red", "env.=1", "env.A B=1", "option.=1", "=1", "rounds=3", "loop=harness", ""
            })
    void whatIsNoKeyIsRefused(String word) {
        assertThatThrownBy(() -> arm(word))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("expected KEY=VALUE, where KEY is checkpoint, dtype, ");
    }

    @Test
    void aKeyThatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> arm("threads=1", "threads=2")).hasMessageContaining("duplicate key 'threads'");
    }

    @Test
    void aValueThatTheFlagWouldRefuseIsRefused() {
        CommandLine command = new CommandLine(new Given());
        command.parseArgs();

        assertThatThrownBy(() -> arm("threads=many").settings(command.getCommandSpec()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--candidate: ");
    }

    @Test
    void aFolderWithoutJavaIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> arm("jvm=" + folder).jvm()).hasMessageContaining("there is no bin/java in it");
    }

    private static ArmKeys arm(String... words) {
        return ArmKeys.parse("candidate", List.of(words));
    }
}
