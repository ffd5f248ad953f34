package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * One run of all that differs: a GPU that takes all of the graph, one that takes a part, one whose driver is not there; pages
     * larger than the AAR's libraries are for, where Android 16 runs them in its compatibility mode and 14 has none; and ONNX
     * Runtime, whose AAR has libraries for no computer, so that its sessions compute with this one's, which has the CPU's
     * provider alone.
     */
    @Test
    void theDesktopAndPhonesStandInOneTableAndOneChart() throws IOException, InterruptedException {
        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        String whole = phones.phone();
        String part = phones.phone(phone -> phone.gpu("10 in 3"));
        String none = phones.phone(phone -> phone.gpu("Can not open OpenCL library on this device"));
        String refuses = phones.phone(large -> large.pageBytes(16384));
        String compatible = phones.phone(large -> {
            large.pageBytes(16384);
            large.property("ro.build.version.sdk", "36");
        });
        String ours = phones.phone(large -> large.pageBytes(16384));
        String both = phones.phone();
        Phone packed = phones.last();
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
                        "tflite:xnnpack,onnxruntime:cpu,"
                                + on(whole, "tflite:xnnpack", "tflite-aar:gpu", "tflite-aar:xnnpack")
                                + ',' + on(part, "tflite-aar:gpu")
                                + ',' + on(none, "tflite-aar:gpu")
                                + ',' + on(refuses, "tflite-aar:xnnpack")
                                + ',' + on(compatible, "tflite-aar:xnnpack")
                                + ',' + on(ours, "tflite:xnnpack")
                                + ','
                                + on(both, "onnxruntime-android:cpu", "tflite:xnnpack", "onnxruntime-android:xnnpack")
                                + ',' + on(old, "onnxruntime-android:nnapi")));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        Results results = ResultReader.read(out.resolve("results.jsonl"));
        List<Trial> measured = results.trials().stream().filter(Trial::counts).toList();
        assertThat(measured).allSatisfy(trial -> assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue()));
        assertThat(measured.stream().map(PhoneRunIT::told).toList())
                .as("two of each: one a workload")
                .containsExactlyInAnyOrderElementsOf(twice(
                        "tflite:xnnpack COMPUTER xnnpack 1.0",
                        "onnxruntime:cpu COMPUTER cpu unknown",
                        "tflite:xnnpack PHONE xnnpack 1.0",
                        "tflite-aar:gpu PHONE gpu 1.0",
                        "tflite-aar:xnnpack PHONE xnnpack bounded",
                        "tflite-aar:gpu PHONE gpu bounded partial",
                        "tflite-aar:xnnpack PHONE xnnpack bounded page_compatibility",
                        "tflite:xnnpack PHONE xnnpack 1.0",
                        "tflite:xnnpack PHONE xnnpack 1.0",
                        "onnxruntime-android:cpu PHONE cpu unknown"));
        assertThat(measured)
                .filteredOn(trial -> has(trial, WarningCode.PARTIAL))
                .allSatisfy(
                        trial -> assertThat(trial.acceleration().flopShare()).hasValueSatisfying(share -> {
                            assertThat(share.least())
                                    .as("ten nodes of look-ups")
                                    .isZero();
                            assertThat(share.most()).isBetween(.3, 1.0);
                        }));
        assertThat(measured)
                .flatExtracting(Trial::warnings)
                .filteredOn(WarningCode.PAGE_COMPATIBILITY::is)
                .allSatisfy(warning -> {
                    assertThat(warning.message()).contains("libtensorflowlite_");
                    assertThat(warning.remedy()).contains("--runtime");
                });
        assertThat(results.trials().stream()
                        .flatMap(trial -> trial.outcome() instanceof TrialOutcome.Unsupported unsupported
                                ? Stream.of(unsupported.reason())
                                : Stream.empty())
                        .distinct())
                .satisfiesExactlyInAnyOrder(
                        gpu -> assertThat(gpu).startsWith("this device has no OpenCL that an app may load"),
                        pages -> assertThat(pages)
                                .startsWith("the device has pages of 16384 bytes, libtensorflowlite_")
                                .contains("is for pages of 4096 at most, and the device's compatibility mode is off"),
                        provider -> assertThat(provider)
                                .startsWith("xnnpack is not in this library of ONNX Runtime 1.29.0, which has cpu: use"
                                        + " onnxruntime-android:cpu"),
                        level -> assertThat(level)
                                .startsWith("nnapi needs Android's API level 27, and the device has level 26"));
        assertThat(results.trials())
                .filteredOn(trial -> trial.outcome() instanceof TrialOutcome.Unsupported)
                .hasSize(4 * 2);
        assertThat(ended.out())
                .contains("Simulated phone", "gpu (partial)", "compatibility mode for pages of 4096 bytes")
                .doesNotContain("xnnpack (partial");
        assertThat(ended.err()).contains("downloading onnxruntime-android-" + AarRepository.ONNX_RUNTIME + ".aar");
        assertThat(out.resolve("charts/speedup.svg")).content().contains("Simulated phone");
        assertTheSameGraphOnTheDesktop(measured);
        try (ZipFile installed = installedOn(packed)) {
            assertThat(new String(
                            installed
                                    .getInputStream(installed.getEntry("classes2.dex"))
                                    .readAllBytes(),
                            StandardCharsets.ISO_8859_1))
                    .contains("Lai/onnxruntime/OnnxSparseTensor;", "/onnxruntime/android/OnnxRuntimeAndroidRunner;");
            assertThat(installed.getEntry("lib/x86_64/libonnxruntime.so")).isNotNull();
        }
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    private static String on(String serial, String... targets) {
        return Stream.of(targets)
                .map(target -> "android:" + serial + '/' + target)
                .collect(Collectors.joining(","));
    }

    private static List<String> twice(String... texts) {
        return Stream.of(texts).flatMap(text -> Stream.of(text, text)).toList();
    }

    /** Target, device, what was obtained, how much of the arithmetic that is, and what a reader is warned of. */
    private static String told(Trial trial) {
        return Stream.concat(
                        Stream.of(
                                trial.scenario().target(),
                                trial.device().map(Device::kind).orElseThrow().name(),
                                trial.acceleration().obtained().orElse("unknown"),
                                trial.acceleration()
                                        .flopShare()
                                        .map(share -> share.isExact() ? String.valueOf(share.least()) : "bounded")
                                        .orElse("unknown")),
                        Stream.of(WarningCode.PARTIAL, WarningCode.PAGE_COMPATIBILITY)
                                .filter(code -> has(trial, code))
                                .map(WarningCode::word))
                .collect(Collectors.joining(" "));
    }

    private static boolean has(Trial trial, WarningCode code) {
        return trial.warnings().stream().anyMatch(code::is);
    }

    private static void assertTheSameGraphOnTheDesktop(List<Trial> measured) {
        assertThat(measured)
                .filteredOn(trial -> trial.scenario().runner().equals("onnxruntime-android"))
                .allSatisfy(trial -> {
                    assertThat(trial.scenario().runtimeVersion()).isEqualTo(AarRepository.ONNX_RUNTIME);
                    Trial desktop = measured.stream()
                            .filter(other -> other.scenario().runner().equals("onnxruntime")
                                    && other.scenario()
                                            .workload()
                                            .equals(trial.scenario().workload()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(trial.scenario().lowering())
                            .isEqualTo(desktop.scenario().lowering());
                    assertThat(trial.scenario().fusion())
                            .isEqualTo(desktop.scenario().fusion());
                    assertThat(trial.modelSha256()).isPresent().isEqualTo(desktop.modelSha256());
                });
    }

    private static ZipFile installedOn(Phone phone) throws IOException {
        return new ZipFile(
                phone.root().resolve("data/app/dev.squeezebench/base.apk").toFile());
    }

    /** The app that is built has 2.16.1, and 9.9.9 comes from a repository: one after the other as an app, in turns in the shell. */
    @Test
    void twoVersionsOfARuntimeByTheAppAndByTheShellHaveRowsOfTheirOwn() throws IOException, InterruptedException {
        phones.phone();
        Path out = folder.resolve("out");
        Path plan = Files.write(
                folder.resolve("plan.yaml"),
                List.of(
                        "workload: squeezebert-tiny",
                        "sequence-length: 16",
                        "quick: true",
                        "rounds: 1",
                        "launch: [apk, shell]",
                        "target: tflite-aar:xnnpack",
                        "runtime: [tflite-aar@2.16.1, tflite-aar@9.9.9]",
                        "relative-to: tflite-aar@2.16.1"));
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
                .extracting(trial -> trial.launch().orElseThrow().word()
                        + ' '
                        + trial.scenario().runtimeVersion()
                        + (trial.samples().turns().isEmpty() ? "" : " in turns"))
                .containsExactlyInAnyOrder("apk 2.16.1", "apk 9.9.9", "shell 2.16.1 in turns", "shell 9.9.9 in turns");
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.acceleration().obtained()).hasValue("xnnpack");
        });
        assertThat(ended.err()).containsPattern("downloading tensorflow-lite-9\\.9\\.9\\.aar, [0-9.]+ k?B");
        assertThat(ended.out()).contains("phone.launch=shell");
        assertThat(ended.out().lines().filter(line -> line.contains("squeezebert-tiny/") && line.contains(" µs ")))
                .as("rows of the app and of the shell")
                .hasSizeGreaterThanOrEqualTo(2);
        List<String> installed = Files.readAllLines(phones.last().root().resolve("sim/installs"));
        assertThat(installed).as("each version once").hasSize(2);
        assertThat(installed).anySatisfy(apk -> {
            try (ZipFile packed = new ZipFile(apk)) {
                assertThat(packed.getEntry("classes2.dex")).isNotNull();
                assertThat(packed.getEntry("lib/x86_64/" + AarRepository.LIBRARY))
                        .isNotNull();
            }
        });
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /**
     * Two versions of a runtime take turns in the shell of two phones; on one of them the newer one takes ten times as long.
     * What is tolerated is more than two cores with other work can spoil.
     */
    @Test
    void aGateOnPhonesHasAVerdictForEachAndFailsWhereOneFails() throws IOException, InterruptedException {
        phones.usesRepository(AarRepository.in(folder.resolve("maven")));
        String first = phones.phone();
        String second = phones.phone(slow -> {
            slow.property("ro.product.model", "Simulated slow one");
            slow.slowDown(AarRepository.LIBRARY, 9);
        });
        Path out = folder.resolve("gate");
        Command.Ended ended = gate(
                out,
                "--launch",
                "shell",
                "--baseline",
                "runtime=tflite-aar@2.16.1",
                "--candidate",
                "runtime=tflite-aar@9.9.9",
                "--target",
                on(first, "tflite-aar:xnnpack") + ',' + on(second, "tflite-aar:xnnpack"),
                "--max-slowdown",
                "99%",
                "--max-memory-growth",
                "99%");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        List<String> lines = ended.out().lines().toList();
        // A virtual machine's memory need not pass on cores that do other work.
        assertThat(lines)
                .filteredOn(line -> line.contains("on Simulated phone"))
                .as(ended.out())
                .hasSize(2)
                .noneMatch(line -> line.startsWith("FAIL"))
                .anyMatch(line -> line.startsWith("PASS") && line.contains("candidate is "));
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
        List<Trial> inTurns = saved.trials().stream()
                .filter(trial -> trial.counts() && trial.group().isPresent())
                .toList();
        assertThat(inTurns).hasSizeGreaterThanOrEqualTo(2 * 12).allSatisfy(trial -> {
            assertThat(trial.samples().turns()).as("half of the cycles each").isNotEmpty();
            assertThat(trial.warnings()).noneMatch(warning -> warning.code().equals("not_interleaved"));
        });
        assertThat(inTurns.stream()
                        .map(trial -> trial.arm() + ' ' + trial.scenario().runtimeVersion())
                        .distinct())
                .contains("baseline 2.16.1", "candidate 9.9.9")
                .doesNotContain("baseline 9.9.9", "candidate 2.16.1");
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
