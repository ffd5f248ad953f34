package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(
            strings = {"onnxruntime:cpu", "android:8A1X00001/tflite:xnnpack", "android:192.168.1.20:5555/tflite:builtin"
            })
    void aTargetIsReadAsItIsWritten(String text) {
        assertThat(Target.parse(text)).hasToString(text);
    }

    @Test
    void aSerialMayBeAnAddress() {
        assertThat(Target.parse("android:192.168.1.20:5555/tflite:xnnpack"))
                .isEqualTo(new Target(Optional.of("192.168.1.20:5555"), "tflite", "xnnpack"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"android:8A1X00001", "android:/tflite:xnnpack", "android:"})
    void aPhoneWithoutSerialIsRefused(String text) {
        assertThatThrownBy(() -> Target.parse(text)).hasMessageContaining("write android:SERIAL/RUNNER:ACCELERATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"android:A1/tflite", "android:A1/tflite:", "android:A1/:xnnpack", "tflite", "tflite:a:b"})
    void aTargetWithoutRunnerOrAccelerationIsRefused(String text) {
        assertThatThrownBy(() -> Target.parse(text)).hasMessageContaining("write RUNNER:ACCELERATION");
    }

    @Test
    void whatThePhonesAppLacksIsUnsupportedWithAReason() throws Exception {
        PhoneTargets phones =
                new PhoneTargets(new Surroundings(folder, false, false, Map.of()), Plans.apps(folder), Map.of());
        RunnerInfo.Phone phone = new RunnerInfo.Phone(
                "A1", "localhost:5037", new Device("sha256:1", Device.Kind.PHONE, Optional.empty()));
        Path app = folder.resolve("android/squeezebench-shell.jar");
        RunnerDistribution tflite = new RunnerDistribution(
                        new RunnerInfo("tflite", "2.21.0", "tflite", List.of("xnnpack"), List.of("xnnpack")),
                        new RunnerDescriptor(
                                folder.resolve(RunnerDescriptor.NAME), Map.of("phoneAccelerations", "xnnpack")),
                        Optional.empty(),
                        List.of(Path.of("none.jar")))
                .on(phone, app);
        RunnerDistribution onnx = new RunnerDistribution(
                        "onnxruntime", "1.29.0", "onnx", List.of("cpu"), List.of(Path.of("none.jar")))
                .on(phone, Path.of("app.jar"));

        assertThat(reason(phones.availability(onnx, "cpu"))).contains("not in the app");
        assertThat(reason(phones.availability(tflite, "gpu"))).contains("no delegate for gpu");
        RunnerDistribution given = new RunnerDistribution(
                tflite.info(),
                new RunnerDescriptor(
                        Path.of("none"),
                        Map.of("phoneAccelerations", "xnnpack", "notOnPhone.nnapi", "Android has given it up")),
                Optional.empty(),
                tflite.classPath());
        assertThat(reason(phones.availability(given, "nnapi")))
                .startsWith("Android has given it up; choose tflite:xnnpack");
        assertThat(reason(phones.availability(tflite, "xnnpack")))
                .contains("not built")
                .contains("mvn package");
        Files.createDirectory(folder.resolve("android"));
        Files.createFile(app);
        assertThat(phones.availability(tflite, "xnnpack")).isInstanceOf(Availability.Usable.class);
    }

    @Test
    void aListNamesWhatPhonesHaveWithoutLookingForOne() throws Exception {
        Path runner = Files.createDirectories(folder.resolve("runners/lite"));
        Files.write(
                runner.resolve(RunnerDescriptor.NAME),
                List.of(
                        "name=lite",
                        "onPhonesAlone=true",
                        "runtimeVersion=2.16.1",
                        "modelFormat=tflite",
                        "accelerations=xnnpack,gpu,unwritten",
                        "onProcessor=xnnpack",
                        "phoneAccelerations=xnnpack,gpu",
                        "phoneFolder=lite"));
        Surroundings surroundings = new Surroundings(folder, false, false, Map.of());

        Map<Target, Availability> missing = Targets.onPhones(surroundings);
        assertThat(missing.keySet())
                .extracting(Target::toString)
                .containsExactly("android:SERIAL/lite:xnnpack", "android:SERIAL/lite:gpu");
        assertThat(missing.values()).allSatisfy(each -> assertThat(reason(each)).contains("is not built"));
        assertThat(Distribution.runners(surroundings)).as("on this machine").isEmpty();

        Files.createFile(Files.createDirectories(folder.resolve("android")).resolve("squeezebench-shell.jar"));
        assertThat(Targets.onPhones(surroundings).values())
                .as("the app without it")
                .noneMatch(Availability.Usable.class::isInstance);
        Files.createFile(Files.createDirectories(folder.resolve("android/lite")).resolve("squeezebench-shell.jar"));
        assertThat(Targets.onPhones(surroundings).values()).allMatch(Availability.Usable.class::isInstance);

        // One that no app has which is built: the tools are there that pack it.
        Files.write(
                Files.createDirectories(folder.resolve("runners/new")).resolve(RunnerDescriptor.NAME),
                List.of(
                        "name=new",
                        "onPhonesAlone=true",
                        "runtimeVersion=1.0",
                        "modelFormat=onnx",
                        "accelerations=cpu",
                        "onProcessor=cpu",
                        "phoneAccelerations=cpu",
                        "phoneArtifacts=place",
                        "phoneArtifact.place=org.new:new-android"));
        Target packed = Target.parse("android:SERIAL/new:cpu");
        assertThat(reason(Objects.requireNonNull(Targets.onPhones(surroundings).get(packed))))
                .contains("is not built");
        Files.createDirectories(folder.resolve("android/signer"));
        assertThat(Targets.onPhones(surroundings).get(packed))
                .isInstanceOfSatisfying(Availability.Usable.class, usable -> assertThat(
                                usable.runtime().build())
                        .isEqualTo("got from Maven and packed when it is measured"));
    }

    @Test
    void aRunnerOnPhonesAloneIsNoTargetOfThisMachine() {
        RunnerDistribution lite = new RunnerDistribution(
                new RunnerInfo("lite", "2.16.1", "tflite", List.of("gpu"), List.of()),
                new RunnerDescriptor(folder.resolve(RunnerDescriptor.NAME), Map.of("onPhonesAlone", "true")),
                Optional.empty(),
                List.of());

        assertThatThrownBy(() -> Plans.of(
                        List.of(lite),
                        (runner, acceleration, options) -> {
                            throw new AssertionError("nothing is tried");
                        },
                        "--target",
                        "lite:gpu"))
                .hasMessage(
                        "--target lite:gpu: lite is on phones alone; write android:SERIAL/lite:gpu, 'devices' shows the"
                                + " serials");
        RunnerDistribution usual = new RunnerDistribution(
                "onnxruntime", "1.29.0", "onnx", List.of("cpu", "cuda"), List.of(Path.of("a.jar")));
        assertThat(Targets.usual(List.of(lite, usual))).containsExactly("onnxruntime:cpu");
    }

    private static String reason(Availability availability) {
        return availability instanceof Availability.Unusable unusable
                ? unusable.reason() + "; " + unusable.remedy()
                : "usable";
    }
}
