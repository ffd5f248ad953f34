package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated phones as targets of {@code run} and {@code gate}, through the real adb, by the app's own classes. */
@Tag("slow")
class PhoneRunIT {
    @TempDir
    private Path folder = Path.of("unset");

    private SimulatedPhones phones;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        phones = SimulatedPhones.in(folder);
    }

    @AfterEach
    void end() throws IOException {
        if (phones != null) {
            phones.close();
        }
    }

    /** The GPU of the one phone takes all of the graph, of the next a part, and the last one's driver is not there. */
    @Test
    void theDesktopAndPhonesStandInOneTableAndOneChart() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        String whole = phones.phone();
        String part = phones.phone();
        phones.last().gpu("10 in 3");
        String none = phones.phone();
        phones.last().gpu("Can not open OpenCL library on this device");
        Command.Ended ended = phones.run(Command.built()
                .quick(
                        out,
                        "--rounds",
                        "1",
                        "--sequence-length",
                        "16",
                        "--target",
                        "tflite:xnnpack,android:" + whole + "/tflite:xnnpack,android:" + whole
                                + "/tflite-aar:gpu,android:" + whole + "/tflite-aar:xnnpack,android:" + part
                                + "/tflite-aar:gpu,android:" + none
                                + "/tflite-aar:gpu"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        List<Trial> measured = trials.stream().filter(Trial::counts).toList();
        assertThat(measured).hasSize(10).allSatisfy(trial -> assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue()));
        assertThat(measured)
                .extracting(trial -> trial.scenario().target()
                        + ' '
                        + trial.device().map(Device::kind).orElseThrow()
                        + ' '
                        + trial.acceleration().obtained().orElse("unknown")
                        + ' '
                        + trial.acceleration()
                                .flopShare()
                                .map(share -> share.isExact() ? String.valueOf(share.least()) : "bounded")
                                .orElse("unknown"))
                .containsOnly(
                        "tflite:xnnpack COMPUTER xnnpack 1.0",
                        "tflite:xnnpack PHONE xnnpack 1.0",
                        "tflite-aar:xnnpack PHONE xnnpack bounded",
                        "tflite-aar:gpu PHONE gpu 1.0",
                        "tflite-aar:gpu PHONE gpu bounded");
        assertThat(measured)
                .filteredOn(trial -> trial.warnings().stream()
                        .anyMatch(warning -> warning.code().equals("partial")))
                .hasSize(2)
                .allSatisfy(
                        trial -> assertThat(trial.acceleration().flopShare()).hasValueSatisfying(share -> {
                            assertThat(share.least())
                                    .as("ten nodes of look-ups")
                                    .isZero();
                            assertThat(share.most()).isBetween(.3, 1.0);
                        }));
        assertThat(trials)
                .extracting(Trial::outcome)
                .filteredOn(TrialOutcome.Unsupported.class::isInstance)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                TrialOutcome.Unsupported.class, unsupported -> assertThat(unsupported.reason())
                                        .startsWith("this device has no OpenCL that an app may load")));
        assertThat(ended.out()).contains("Simulated phone", "gpu (partial)").doesNotContain("xnnpack (partial");
        assertThat(out.resolve("charts/speedup.svg")).content().contains("Simulated phone");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /** The AAR's own libraries, as they are published: Android 16 runs them in its compatibility mode, and 15 has none. */
    @Test
    void librariesForSmallerPagesAreRefusedOrMarkedAndThoseOfOurAppAreNeither()
            throws IOException, InterruptedException {
        String refuses = phones.phone(large -> large.pageBytes(16384));
        String compatible = phones.phone(large -> {
            large.pageBytes(16384);
            large.property("ro.build.version.sdk", "36");
        });
        Path out = folder.resolve("out");
        Command.Ended ended = phones.run(Command.built()
                .measuring(
                        out,
                        "--quick",
                        "--rounds",
                        "1",
                        "--workload",
                        "squeezebert-tiny",
                        "--sequence-length",
                        "16",
                        "--target",
                        "android:" + refuses + "/tflite-aar:xnnpack,android:" + compatible + "/tflite-aar:xnnpack"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials)
                .filteredOn(trial -> trial.outcome() instanceof TrialOutcome.Unsupported)
                .singleElement()
                .satisfies(trial -> assertThat(((TrialOutcome.Unsupported) trial.outcome()).reason())
                        .startsWith("the device has pages of 16384 bytes, libtensorflowlite_")
                        .contains("is for pages of 4096 at most, and the device's compatibility mode is off"));
        assertThat(trials).filteredOn(Trial::counts).singleElement().satisfies(trial -> assertThat(trial.warnings())
                .filteredOn(warning -> warning.code().equals("page_compatibility"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.remedy()).contains("--runtime")));
        assertThat(ended.out()).contains("compatibility mode for pages of 4096 bytes");

        Path plain = folder.resolve("plain");
        Command.Ended ours = phones.run(Command.built()
                .measuring(
                        plain,
                        "--quick",
                        "--rounds",
                        "1",
                        "--workload",
                        "squeezebert-tiny",
                        "--sequence-length",
                        "16",
                        "--target",
                        "android:" + refuses + "/tflite:xnnpack"));
        assertThat(ours.exitCode()).as(ours.all()).isZero();
        assertThat(plain.resolve("results.jsonl")).content().doesNotContain("page_compatibility");
    }

    @Test
    void theAppAndTheShellOfOnePhoneHaveRowsOfTheirOwn() throws IOException, InterruptedException {
        phones.phone();
        Path out = folder.resolve("out");
        Path plan = Files.write(
                folder.resolve("plan.yaml"),
                List.of(
                        "workload: " + Command.TINY,
                        "sequence-length: 16",
                        "quick: true",
                        "rounds: 1",
                        "launch: [apk, shell]",
                        "target: tflite-aar:xnnpack",
                        "runtime: tflite-aar@9.9.9"));
        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        Command.Ended ended = phones.run(
                "lab",
                "run",
                plan.toString(),
                "--out",
                out.toString(),
                "--cache",
                Command.built().cache().toString());

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials)
                .extracting(trial -> trial.scenario().workload()
                        + ' '
                        + trial.launch().orElseThrow().word())
                .containsExactlyInAnyOrder(
                        "bert-tiny apk", "squeezebert-tiny apk", "bert-tiny shell", "squeezebert-tiny shell");
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.scenario().runtimeVersion()).isEqualTo("9.9.9");
            assertThat(trial.acceleration().obtained()).hasValue("xnnpack");
        });
        assertThat(ended.err()).containsPattern("downloading tensorflow-lite-9\\.9\\.9\\.aar, [0-9.]+ k?B");
        assertThat(ended.out()).contains("phone.launch=shell");
        try (ZipFile installed = new ZipFile(phones.last()
                .root()
                .resolve("data/app/dev.squeezebench/base.apk")
                .toFile())) {
            assertThat(installed.getEntry("classes2.dex")).isNotNull();
            assertThat(installed.getEntry("lib/x86_64/" + AarRepository.LIBRARY))
                    .isNotNull();
        }
        assertThat(ended.out().lines().filter(line -> line.contains("squeezebert-tiny/") && line.contains(" µs ")))
                .as("rows of the app and of the shell")
                .hasSizeGreaterThanOrEqualTo(2);
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /**
     * The app is packed with an AAR of the user's repository; its libraries are for no computer, so that the sessions compute
     * with this one's, which has the CPU's provider alone.
     */
    @Test
    void onnxRuntimeIsFetchedPackedAndMeasuredOnTheSameFileAsOnTheDesktop() throws IOException, InterruptedException {
        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        String phone = phones.phone();
        String old = phones.phone(each -> each.property("ro.build.version.sdk", "26"));
        Path out = folder.resolve("out");
        Command.Ended ended = phones.run(Command.built()
                .quick(
                        out,
                        "--rounds",
                        "1",
                        "--sequence-length",
                        "16",
                        "--runtime",
                        "onnxruntime-android@" + AarRepository.ONNX_RUNTIME,
                        "--option",
                        "onnxruntime-android.cpu-arena=off",
                        "--target",
                        "onnxruntime:cpu,android:" + phone + "/onnxruntime-android:cpu,android:" + phone
                                + "/tflite:xnnpack,android:" + phone + "/onnxruntime-android:xnnpack,android:" + old
                                + "/onnxruntime-android:nnapi"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        Results results = ResultReader.read(out.resolve("results.jsonl"));
        List<Trial> measured = results.trials().stream().filter(Trial::counts).toList();
        assertThat(measured).hasSize(6).allSatisfy(trial -> assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue()));
        List<Trial> onPhone = measured.stream()
                .filter(trial -> trial.scenario().runner().equals("onnxruntime-android"))
                .toList();
        assertThat(onPhone).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.device().map(Device::kind)).hasValue(Device.Kind.PHONE);
            assertThat(trial.scenario().runtimeVersion()).isEqualTo(AarRepository.ONNX_RUNTIME);
            assertThat(trial.acceleration().obtained()).hasValue("cpu");
            Trial desktop = measured.stream()
                    .filter(other -> other.scenario().runner().equals("onnxruntime")
                            && other.scenario()
                                    .workload()
                                    .equals(trial.scenario().workload()))
                    .findFirst()
                    .orElseThrow();
            assertThat(trial.scenario().lowering()).isEqualTo(desktop.scenario().lowering());
            assertThat(trial.scenario().fusion()).isEqualTo(desktop.scenario().fusion());
        });
        assertThat(results.trials())
                .extracting(Trial::outcome)
                .filteredOn(TrialOutcome.Unsupported.class::isInstance)
                .extracting(outcome -> ((TrialOutcome.Unsupported) outcome).reason())
                .hasSize(4)
                .filteredOn(
                        reason -> reason.startsWith("xnnpack is not in this library of ONNX Runtime 1.29.0, which has"
                                + " cpu: use onnxruntime-android:cpu"))
                .hasSize(2);
        assertThat(ended.all()).contains("nnapi needs Android's API level 27, and the device has level 26");
        assertThat(ended.err()).contains("downloading onnxruntime-android-" + AarRepository.ONNX_RUNTIME + ".aar");
        try (ZipFile installed = new ZipFile(phones.last()
                .root()
                .resolveSibling("SIM1")
                .resolve("data/app/dev.squeezebench/base.apk")
                .toFile())) {
            assertThat(new String(
                            installed
                                    .getInputStream(installed.getEntry("classes2.dex"))
                                    .readAllBytes(),
                            StandardCharsets.ISO_8859_1))
                    .contains("Lai/onnxruntime/OrtSession;", "/onnxruntime/android/OnnxRuntimeAndroidRunner;");
            assertThat(installed.getEntry("lib/x86_64/libonnxruntime.so")).isNotNull();
        }
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /**
     * XNNPACK is quicker than the kernels without it, but for one of the phones, on which it takes ten times as long. What is
     * tolerated is more than two cores with other work can spoil.
     */
    @Test
    void aGateOnPhonesHasAVerdictForEachAndFailsWhereOneFails() throws IOException, InterruptedException {
        String first = phones.phone();
        String second = phones.phone(slow -> {
            slow.property("ro.product.model", "Simulated slow one");
            slow.slowDown("xnnpack", 9);
        });
        Path out = folder.resolve("gate");
        Command.Ended ended = gate(
                out,
                "--baseline",
                "target=android:" + first + "/tflite:builtin,android:" + second + "/tflite:builtin",
                "--candidate",
                "target=android:" + first + "/tflite:xnnpack,android:" + second + "/tflite:xnnpack",
                "--max-slowdown",
                "99%",
                "--max-memory-growth",
                "99%");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        List<String> lines = ended.out().lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.contains("Simulated phone"))
                .filteredOn(line -> line.contains("PASS"))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.contains("Simulated slow one"))
                .filteredOn(line -> line.contains("FAIL"))
                .as(ended.out())
                .hasSize(1);
        Results saved = ResultReader.read(out.resolve("results.jsonl"));
        // Each phone is described before its rounds, and the one in doubt again before those that compare it with
        // itself.
        assertThat(SavedGate.machines(saved))
                .allSatisfy(machine -> assertThat(machine.device().kind()).isEqualTo(Device.Kind.PHONE))
                .extracting(Environment::device)
                .satisfies(devices -> assertThat(new HashSet<>(devices)).hasSize(2));
        assertThat(out.resolve("results.jsonl")).content().doesNotContain(first, second);
        assertThat(SavedGate.sittings(saved.environments())).hasSize(1);
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));

        Command.Ended decided = phones.run(
                "gate",
                "--continue",
                out.toString(),
                "--cache",
                Command.built().cache().toString());
        assertThat(decided.exitCode()).as(decided.all()).isEqualTo(1);
        assertThat(decided.err()).contains("is decided: its verdict is final");
    }

    /** The app that is built has 2.16.1, and 9.9.9 comes from a repository. */
    @Test
    void inTheShellTwoVersionsOfARuntimeTakeTurns() throws IOException, InterruptedException {
        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        Path out = folder.resolve("gate");
        Command.Ended ended = gate(
                out,
                "--target",
                "android:" + phones.phone() + "/tflite-aar:xnnpack",
                "--launch",
                "shell",
                "--baseline",
                "runtime=tflite-aar@2.16.1",
                "--candidate",
                "runtime=tflite-aar@9.9.9",
                "--max-slowdown",
                "99%",
                "--max-memory-growth",
                "99%");

        assertThat(ended.exitCode()).as(ended.all()).isIn(0, 3);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials().stream()
                .filter(trial -> trial.counts() && trial.group().isPresent())
                .toList();
        assertThat(trials).hasSizeGreaterThanOrEqualTo(12).allSatisfy(trial -> {
            assertThat(trial.scenario().runtimeVersion())
                    .isEqualTo(trial.arm().equals("candidate") ? "9.9.9" : "2.16.1");
            assertThat(trial.samples().turns()).as("half of the cycles each").isNotEmpty();
            assertThat(trial.warnings()).noneMatch(warning -> warning.code().equals("not_interleaved"));
        });
        assertThat(trials).extracting(Trial::arm).contains("baseline", "candidate");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    @Test
    void whatAGateOnPhonesCannotDoIsRefused() throws IOException, InterruptedException {
        String first = "android:" + phones.phone() + "/tflite:builtin";
        String second = "android:" + phones.phone() + "/tflite:builtin";
        Path out = folder.resolve("gate");

        Command.Ended two = gate(out, "--baseline", "target=" + first, "--candidate", "target=" + second);
        assertThat(two.exitCode()).as(two.all()).isEqualTo(2);
        assertThat(two.err()).contains("arms of two devices cannot take turns");

        Command.Ended java = gate(out, "--target", first, "--candidate", "jvm-args=-Xss2m");
        assertThat(java.exitCode()).as(java.all()).isEqualTo(2);
        assertThat(java.err())
                .contains("--candidate jvm-args: processes on a phone have Android's own virtual machine");

        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        String aar = "android:" + phones.phone() + "/tflite-aar:xnnpack";
        Command.Ended versions = gate(
                out,
                "--target",
                aar,
                "--baseline",
                "runtime=tflite-aar@2.16.1",
                "--candidate",
                "runtime=tflite-aar@9.9.9");
        assertThat(versions.exitCode()).as(versions.all()).isEqualTo(2);
        assertThat(versions.err()).contains("arms of two apps cannot take turns", "by --launch shell");

        Command.Ended newer = gate(out, "--target", aar, "--runtime", "tflite-aar@8.2.0", "--candidate", "threads=2");
        assertThat(newer.exitCode()).as(newer.all()).isEqualTo(5);
        assertThat(newer.err()).contains("tflite-aar 8.2.0 asks for Android's API level 40, and the phone has 34");

        Command.Ended hostile = gate(out, "--target", aar, "--runtime", "tflite-aar@8.3.0", "--candidate", "threads=2");
        assertThat(hostile.exitCode()).as(hostile.all()).isEqualTo(5);
        assertThat(hostile.err()).contains("has an entry '../../" + AarRepository.LIBRARY + "' that leads out of its");
    }

    private Command.Ended gate(Path out, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "gate",
                "--workload",
                "squeezebert-tiny",
                "--sequence-length",
                "16",
                "--time-budget",
                "1s",
                "--cache",
                Command.built().cache().toString(),
                "--out",
                out.toString()));
        words.addAll(List.of(more));
        return phones.run(words.toArray(String[]::new));
    }
}
