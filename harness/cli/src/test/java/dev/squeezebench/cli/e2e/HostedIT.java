package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.android.simulated.SimulatedFarm;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void aPackageGoesThroughAFarmAndComesBackByImport() throws IOException, InterruptedException {
        SimulatedPhones.assumeBuilt();
        Path plan = Files.write(
                folder.resolve("plan.yaml"),
                List.of(
                        "workload: squeezebert-tiny",
                        "target: [tflite:xnnpack, tflite-aar:gpu]",
                        "sequence-length: 16",
                        "quick: true",
                        "rounds: 2"));
        Path made = folder.resolve("package");
        Command.Ended packed = command.run(
                "lab",
                "package",
                plan.toString(),
                "--out",
                made.toString(),
                "--cache",
                command.cache().toString());
        assertThat(packed.exitCode()).as(packed.all()).isZero();

        Phone phone = SimulatedPhones.unconnected(folder, "SIM1");
        Path artifacts = new SimulatedFarm(phone).run(made.resolve("squeezebench-hosted.apk"), folder);
        Command.Ended imported = taken("apk", artifacts);
        assertThat(imported.exitCode()).as(imported.all()).isZero();
        assertThat(imported.out()).contains("Simulated phone", "not_controlled");
        assertThat(imported.err()).contains("1 devices and 0 result files");
        List<Trial> trials = trials("apk");
        assertThat(trials).hasSize(4).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.launch()).hasValue(LaunchMode.HOSTED);
            assertThat(trial.outputCheck())
                    .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                            .isTrue());
            assertThat(trial.warnings())
                    .filteredOn(warning -> warning.code().equals("not_controlled"))
                    .singleElement()
                    .extracting(Warning::message)
                    .asString()
                    .contains("nobody here chose or saw: other apps, cooling");
        });
        assertThat(trials)
                .extracting(trial -> trial.scenario().target()
                        + ' '
                        + trial.acceleration().obtained().orElse("unknown"))
                .containsOnly("tflite:xnnpack xnnpack", "tflite-aar:gpu gpu");
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

        // One that gives a shell.
        unzipped(made.resolve("squeezebench-hosted-shell.zip"), phone.root().resolve("data/local/tmp"));
        Phone.Ran ran = phone.run("sh /data/local/tmp/squeezebench-hosted/run.sh");
        assertThat(ran.status()).as(ran.out()).isZero();
        Command.Ended byShell = taken("shell", phone.root().resolve("data/local/tmp/squeezebench-hosted"));
        assertThat(byShell.exitCode()).as(byShell.all()).isZero();
        assertThat(trials("shell")).hasSize(4).allMatch(Trial::counts);
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
