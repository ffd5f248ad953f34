package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.android.simulated.SimulatedFarm;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan through a device farm, which has no adb, into the usual table; by the app's own classes. */
@Tag("slow")
class HostedIT {
    private final Command command = Command.built();

    @TempDir
    private Path folder = Path.of("unset");

    /** The phone has pages of 16 KB, for which the libraries of our own app are and the AAR's are not. */
    @Test
    void aPackageGoesThroughAFarmAndComesBackByImport() throws IOException, InterruptedException {
        SimulatedPhones.assumeBuilt();
        Path made = packed("usual", 0, "target: [tflite:xnnpack, tflite-aar:gpu]");
        Phone phone = SimulatedPhones.unconnected(folder, "SIM1");
        phone.property("ro.build.version.sdk", "36");
        phone.pageBytes(16384);
        Path artifacts = new SimulatedFarm(phone).run(made.resolve("squeezebench-hosted.apk"), folder);
        Command.Ended imported = taken("apk", artifacts);
        assertThat(imported.exitCode()).as(imported.all()).isZero();
        assertThat(imported.out())
                .contains("Simulated phone", "not_controlled", "compatibility mode for pages of 4096 bytes");
        assertThat(imported.err()).contains("1 devices and 0 result files");
        List<Trial> trials = trials("apk");
        assertThat(trials).hasSize(4).allSatisfy(trial -> {
            assertMeasured(trial);
            assertThat(trial.warnings())
                    .filteredOn(WarningCode.NOT_CONTROLLED::is)
                    .singleElement()
                    .extracting(Warning::message)
                    .asString()
                    .contains("nobody here chose or saw: other apps, cooling");
            assertThat(trial.warnings())
                    .filteredOn(WarningCode.PAGE_COMPATIBILITY::is)
                    .singleElement()
                    .extracting(Warning::message)
                    .asString()
                    .contains("the device has pages of 16384 bytes, libtensorflowlite_");
        });
        assertThat(trials).extracting(HostedIT::obtained).containsOnly("tflite:xnnpack xnnpack", "tflite-aar:gpu gpu");
        SchemaCheck.published().accepts(folder.resolve("apk/results.jsonl"));

        // A farm that keeps no files but what was printed.
        Path printed = unzipped(artifacts, folder.resolve("artifacts")).resolve("instrumentation.results");
        Command.Ended byText = taken("text", printed);
        assertThat(byText.exitCode()).as(byText.all()).isZero();
        assertThat(trials("text"))
                .extracting(trial -> trial.samples().measureNs())
                .containsExactlyElementsOf(trials.stream()
                        .map(trial -> trial.samples().measureNs())
                        .toList());

        // One that gives a shell, for an app with a runtime of the user's, and without what no app has.
        Path other = packed(
                "other",
                4,
                "target: [tflite:xnnpack, tflite:nnapi, onnxruntime-android:cpu]",
                "runtime: onnxruntime-android@" + AarRepository.ONNX_RUNTIME);
        unzipped(other.resolve("squeezebench-hosted-shell.zip"), phone.root().resolve("data/local/tmp"));
        Phone.Ran ran = phone.run("sh /data/local/tmp/squeezebench-hosted/run.sh");
        assertThat(ran.status()).as(ran.out()).isZero();
        Command.Ended byShell = taken("shell", phone.root().resolve("data/local/tmp/squeezebench-hosted"));
        assertThat(byShell.exitCode()).as(byShell.all()).isZero();
        assertThat(trials("shell")).hasSize(4).allSatisfy(trial -> {
            assertMeasured(trial);
            assertThat(trial.warnings()).noneMatch(WarningCode.PAGE_COMPATIBILITY::is);
        });
        assertThat(trials("shell"))
                .extracting(HostedIT::obtained)
                .containsOnly("tflite:xnnpack xnnpack", "onnxruntime-android:cpu cpu");
        assertThat(trials("shell"))
                .filteredOn(trial -> trial.scenario().runner().equals("onnxruntime-android"))
                .extracting(trial -> trial.scenario().runtimeVersion())
                .containsOnly(AarRepository.ONNX_RUNTIME);
    }

    private static void assertMeasured(Trial trial) {
        assertThat(trial.counts()).as(String.valueOf(trial.outcome())).isTrue();
        assertThat(trial.launch()).hasValue(LaunchMode.HOSTED);
        assertThat(trial.outputCheck())
                .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                        .isTrue());
    }

    private static String obtained(Trial trial) {
        return trial.scenario().target() + ' ' + trial.acceleration().obtained().orElse("unknown");
    }

    private Path packed(String name, int exitCode, String... lines) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("workload: squeezebert-tiny", "sequence-length: 16", "quick: true", "rounds: 2"));
        all.addAll(List.of(lines));
        Path made = folder.resolve(name);
        Command.Ended packed;
        try (RunningCommand running = command.startIn(
                folder,
                AarRepository.in(folder.resolve("maven")).environment(),
                "lab",
                "package",
                Files.write(folder.resolve(name + ".yaml"), all).toString(),
                "--out",
                made.toString(),
                "--cache",
                command.cache().toString())) {
            packed = running.end();
        }
        assertThat(packed.exitCode()).as(packed.all()).isEqualTo(exitCode);
        assertThat(packed.err().contains("not in the package: tflite:nnapi: "))
                .as(packed.err())
                .isEqualTo(exitCode != 0);
        return made;
    }

    private Command.Ended taken(String out, Path given) throws IOException, InterruptedException {
        return command.run(
                "import", given.toString(), "--out", folder.resolve(out).toString());
    }

    private List<Trial> trials(String out) throws IOException {
        return ResultReader.read(folder.resolve(out).resolve("results.jsonl")).trials();
    }

    private static Path unzipped(Path archive, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path target = to.resolve(entry.getName());
                Files.createDirectories(target.resolveSibling(""));
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        return to;
    }
}
