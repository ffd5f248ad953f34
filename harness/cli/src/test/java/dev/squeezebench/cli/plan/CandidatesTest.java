package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.store.Emitters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From flags to scenarios, with probes that only answer. */
class CandidatesTest {
    private static final List<RunnerDistribution> RUNNERS = List.of(
            new RunnerDistribution("onnxruntime", "1.29.0", "onnx", List.of("cpu"), List.of(Path.of("a.jar"))),
            new RunnerDistribution("tflite", "2.21.0", "tflite", List.of("xnnpack", "gpu"), List.of(Path.of("b.jar"))));

    private final List<String> probed = new ArrayList<>();

    private RunPlan plan(String... arguments) throws Exception {
        return Plans.of(RUNNERS, this::probe, arguments);
    }

    private Availability probe(RunnerDistribution runner, String acceleration, Map<String, String> options) {
        probed.add(runner.name() + ':' + acceleration);
        return acceleration.equals("gpu")
                ? new Availability.Unusable("no GPU delegate", "use xnnpack")
                : new Availability.Usable(new RuntimeInfo(runner.runtimeVersion(), "of the tests"));
    }

    private static List<String> ids(RunPlan plan) {
        return plan.scenarios().stream().map(each -> each.scenario().id()).toList();
    }

    @Test
    void autoIsWhatTheTableSaysForTheRuntimesVersion() throws Exception {
        assertThat(ids(plan("--workload=bert-tiny,squeezebert-tiny")))
                .containsExactly(
                        "bert-tiny/dense/skip-layer-norm/float32/b1/s128@onnxruntime-1.29.0:cpu/t1",
                        "squeezebert-tiny/split/skip-layer-norm/float32/b1/s128@onnxruntime-1.29.0:cpu/t1",
                        "bert-tiny/dense/none/float32/b1/s128@tflite-2.21.0:xnnpack/t1",
                        "squeezebert-tiny/split/none/float32/b1/s128@tflite-2.21.0:xnnpack/t1");
    }

    /** The help names them; the descriptors of the distribution decide. */
    @Test
    void withoutATargetEachRunnersFirstAccelerationIsMeasuredAsTheHelpSays() throws Exception {
        Path runners = Path.of(Objects.requireNonNull(System.getProperty("root.dir")), "runners");
        List<String> usual = new ArrayList<>();
        for (String runner : List.of("onnxruntime", "tflite")) {
            usual.add(runner
                    + ':'
                    + RunnerDescriptor.in(runners.resolve(runner).resolve("src/dist"))
                            .words("accelerations")
                            .get(0));
        }
        assertThat(Targets.usual(RUNNERS)).isEqualTo(usual);
        assertThat(new CommandLine(new Settings()).getUsageMessage().replaceAll("\\s", ""))
                .contains("(default:" + String.join(",", usual));
    }

    @Test
    void aSettingGoesToTheTargetsThatHaveIt() throws Exception {
        RunPlan plan = plan(
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu,tflite:xnnpack",
                "--option=onnxruntime.spinning=off,tflite.xnnpack.flags=4");
        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().options())
                .containsExactly(Map.of("spinning", "off"), Map.of("xnnpack.flags", "4"));
    }

    @Test
    void valuesOfOneSettingAndPaddingsAreEachMeasured() throws Exception {
        RunPlan plan = plan(
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu",
                "--padding=0%,25%",
                "--option=onnxruntime.denormals=keep,onnxruntime.spinning=off,onnxruntime.denormals=flush");
        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().paddingPercent().orElseThrow() + " "
                        + choice.scenario().options())
                .containsExactly(
                        "0 {denormals=keep, spinning=off}",
                        "0 {denormals=flush, spinning=off}",
                        "25 {denormals=keep, spinning=off}",
                        "25 {denormals=flush, spinning=off}");
        assertThat(plan.scenarios().get(2).scenario().id())
                .startsWith("bert-tiny/dense/skip-layer-norm/float32/b1/s128/p25@");
    }

    @Test
    void bothWaysToStartOnAPhoneAreASweepOfItAndTheAppsIsNotNamed() throws Exception {
        RunPlan plan =
                plan("--workload=bert-tiny", "--target=tflite:xnnpack,android:A1/tflite:xnnpack", "--launch=apk,Shell");
        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().options())
                .containsExactly(Map.of(), Map.of(), Map.of("phone.launch", "shell"));

        assertThatThrownBy(() -> plan("--workload=bert-tiny", "--target=tflite:xnnpack", "--launch=shell"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--launch: none of the targets is a phone");
        assertThatThrownBy(() -> plan("--workload=bert-tiny", "--launch=hosted"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("name apk or shell");
    }

    @Test
    void coresAreAPhonesConditionAndNoneOfThisMachines() throws Exception {
        RunPlan plan =
                plan("--workload=bert-tiny", "--target=tflite:xnnpack,android:A1/tflite:xnnpack", "--cores=big,F0,any");
        assertThat(plan.scenarios())
                .extracting(choice -> choice.runner()
                                .info()
                                .phone()
                                .map(RunnerInfo.Phone::serial)
                                .orElse("here")
                        + ' '
                        + choice.scenario().options())
                .containsExactly("here {}", "A1 {phone.cores=big}", "A1 {phone.cores=f0}", "A1 {}");

        assertThatThrownBy(() -> plan("--workload=bert-tiny", "--target=tflite:xnnpack", "--cores=big"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of the targets is a phone");
        for (String wrong : List.of("huge", "0", "0x0", "-1", "g0", "big;reboot")) {
            assertThatThrownBy(() -> plan("--workload=bert-tiny", "--cores=" + wrong))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("name a cluster");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tflite.gpu.precision=half | none of the targets takes it",
                "onnx.spinning=off | did you mean 'onnxruntime'",
                "spinning=off | give it as RUNNER.NAME=VALUE"
            })
    void aSettingThatNothingTakesIsRefused(String option, String message) {
        assertThatThrownBy(() ->
                        plan("--workload=bert-tiny", "--target=tflite:xnnpack,onnxruntime:cpu", "--option=" + option))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    @Test
    void listsMultiplyOutAndANetworkWithoutGroupsIsNotLoweredTwice() throws Exception {
        RunPlan plan = plan(
                "--workload=bert-tiny,squeezebert-tiny",
                "--target=tflite:xnnpack",
                "--lowering=conv,split",
                "--fusion=none",
                "--sequence-length=8,16",
                "--batch=2",
                "--threads=2");

        assertThat(ids(plan))
                .containsExactly(
                        "bert-tiny/dense/none/float32/b2/s8@tflite-2.21.0:xnnpack/t2",
                        "squeezebert-tiny/conv/none/float32/b2/s8@tflite-2.21.0:xnnpack/t2",
                        "squeezebert-tiny/split/none/float32/b2/s8@tflite-2.21.0:xnnpack/t2",
                        "bert-tiny/dense/none/float32/b2/s16@tflite-2.21.0:xnnpack/t2",
                        "squeezebert-tiny/conv/none/float32/b2/s16@tflite-2.21.0:xnnpack/t2",
                        "squeezebert-tiny/split/none/float32/b2/s16@tflite-2.21.0:xnnpack/t2");
    }

    @Test
    void theSeedReachesTheWeights() throws Exception {
        assertThat(plan("--workload=bert-tiny", "--seed=7").scenarios())
                .extracting(each ->
                        ((EmittedNetwork) each.subject()).trained().weights().provenance())
                .containsOnly("seed:7");
    }

    @Test
    void eachTargetIsTriedOnce() throws Exception {
        plan("--workload=bert-tiny,squeezebert-tiny", "--sequence-length=8,16");

        assertThat(probed).containsExactly("onnxruntime:cpu", "tflite:xnnpack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.28.0", "1.29", "1.29.01", "2.0.0"})
    void anotherVersionThanAskedForIsNotMeasuredInItsPlace(String loaded) {
        assertThatThrownBy(() -> Plans.of(
                        RUNNERS,
                        (runner, acceleration, options) ->
                                new Availability.Usable(new RuntimeInfo(loaded, "of the tests")),
                        "--workload=bert-tiny",
                        "--target=onnxruntime:cpu"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("onnxruntime 1.29.0 was asked for, and " + loaded + " was loaded");
    }

    @Test
    void severalVersionsOfARunnerAreScenariosOfTheirOwn() throws Exception {
        RunnerDistribution packed = RUNNERS.get(0);
        RunPlan plan = Plans.of(
                List.of(packed, packed.inVersion("1.26.0", List.of(Path.of("older.jar")))),
                this::probe,
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu");

        assertThat(ids(plan))
                .containsExactly(
                        "bert-tiny/dense/skip-layer-norm/float32/b1/s128@onnxruntime-1.29.0:cpu/t1",
                        "bert-tiny/dense/none/float32/b1/s128@onnxruntime-1.26.0:cpu/t1");
        assertThat(plan.scenarios())
                .extracting(each -> each.runner().runtimeVersion())
                .containsExactly("1.29.0", "1.26.0");
    }

    @ParameterizedTest
    @CsvSource({
        "onnxruntime@1.26.0, false",
        "onnxruntime:cuda, false",
        "threads=2, false",
        "bert-tiny, true",
        "onnxruntime:cpu, true",
        "threads=1, true"
    })
    void aBaselineThatNoScenarioIsIsRefused(String baseline, boolean known) throws Exception {
        List<Scenario> planned = plan("--workload=bert-tiny", "--target=onnxruntime:cpu").scenarios().stream()
                .map(RunnableScenario::scenario)
                .toList();
        ThrowingCallable insist = () -> PlanBuilder.insistOnBaseline(baseline, planned);

        if (known) {
            assertThatCode(insist).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(insist)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("--relative-to " + baseline + ": no scenario of this run is measured so;"
                            + " there are bert-tiny, onnxruntime:cpu, onnxruntime@1.29.0, threads=1");
        }
    }

    @Test
    void anotherGraphForAnotherVersionIsSaidWithItsReason() throws Exception {
        RunPlan plan = Plans.of(
                List.of(RUNNERS.get(0).inVersion("1.26.0", List.of(Path.of("older.jar")))),
                this::probe,
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu");
        EmittedNetwork network = (EmittedNetwork) plan.scenarios().get(0).subject();
        Scenario scenario = plan.scenarios().get(0).scenario();

        assertThat(network.changedForm(scenario, "onnx", "1.29.0").orElseThrow())
                .contains("dense with fusion none for version 1.26.0", "dense with fusion skip-layer-norm for 1.29.0");
        assertThat(network.changedForm(scenario, "onnx", "1.26.0")).isEmpty();
    }

    @Test
    void whatIsNotUsableIsRefusedWithReasonAndRemedyAndTheRestGoesOn() throws Exception {
        RunPlan plan = plan("--workload=bert-tiny", "--target=tflite:gpu,tflite:xnnpack");

        assertThat(plan.scenarios()).hasSize(1);
        assertThat(plan.unsupported()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("no GPU delegate");
            assertThat(refusal.remedy()).isEqualTo("use xnnpack");
            assertThat(refusal.scenario().id()).isEqualTo("bert-tiny/dense/none/float32/b1/s128@tflite-2.21.0:gpu/t1");
        });
    }

    @Test
    void aFusionThatAFormatLacksIsRefusedByName() throws Exception {
        assertThat(plan("--workload=bert-tiny", "--target=tflite:xnnpack", "--fusion=skip-layer-norm")
                        .unsupported())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .isEqualTo("fusion skip-layer-norm cannot be written as .tflite with lowering dense"));
    }

    @Test
    void severalTypesAreASweepAndEachReachesTheFile() throws Exception {
        RunPlan plan = plan("--workload=bert-tiny", "--target=onnxruntime:cpu", "--dtype=float32,float16");

        assertThat(ids(plan))
                .containsExactly(
                        "bert-tiny/dense/skip-layer-norm/float32/b1/s128@onnxruntime-1.29.0:cpu/t1",
                        "bert-tiny/dense/skip-layer-norm/float16/b1/s128@onnxruntime-1.29.0:cpu/t1");
        assertThat(plan.scenarios())
                .extracting(each -> ((EmittedNetwork) each.subject())
                        .variant(each.scenario(), Emitters.ofFormat("onnx"))
                        .elementType())
                .containsExactly(ElementType.FLOAT32, ElementType.FLOAT16);
    }

    @Test
    void aTypeThatAFormatLacksIsRefusedAndNotReplacedByAnother() throws Exception {
        RunPlan plan = plan("--workload=bert-tiny", "--dtype=float16");

        assertThat(ids(plan))
                .containsExactly("bert-tiny/dense/skip-layer-norm/float16/b1/s128@onnxruntime-1.29.0:cpu/t1");
        assertThat(plan.unsupported()).singleElement().satisfies(refusal -> {
            assertThat(refusal.scenario().id())
                    .isEqualTo("bert-tiny/dense/none/float16/b1/s128@tflite-2.21.0:xnnpack/t1");
            assertThat(refusal.reason()).isEqualTo("float16 cannot be written as .tflite");
            assertThat(refusal.remedy()).isEqualTo("choose --dtype float32 for it, or another target");
        });
    }

    @Test
    void aPlanOfRefusalsAloneEndsWithExitCodeFive() throws Exception {
        RunPlan plan = plan("--workload=bert-tiny", "--target=tflite:gpu");

        assertThatThrownBy(plan::insist)
                .isInstanceOfSatisfying(UserException.class, problem -> assertThat(problem.exitCode())
                        .isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("tflite:gpu: no GPU delegate; use xnnpack");
    }

    @ParameterizedTest
    @CsvSource({
        "--workload=squeezbert-tiny,unknown workload 'squeezbert-tiny': did you mean 'squeezebert-tiny'?",
        "--target=onnxruntme:cpu,unknown runner 'onnxruntme': did you mean 'onnxruntime'?",
        "--target=tflite:xnpack,unknown acceleration 'xnpack': did you mean 'xnnpack'?",
        "--dtype=float61,unknown dtype 'float61': did you mean 'float16'?",
        "--lowering=cnv,unknown lowering 'cnv': did you mean 'conv'?",
        "--fusion=skip-layernorm,unknown fusion 'skip-layernorm': did you mean 'skip-layer-norm'?"
    })
    void anUnknownNameBringsTheNearestKnownOne(String flag, String message) {
        assertThatThrownBy(() -> plan(flag)).isInstanceOf(UserException.class).hasMessage(message);
    }

    @Test
    void aTargetWithoutAccelerationIsShownHowToWriteIt() {
        assertThatThrownBy(() -> plan("--target=tflite")).hasMessageContaining("write RUNNER:ACCELERATION");
    }
}
