package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner on phones alone, in the version that its app has and in others that a repository has. */
class PhoneAppsTest {
    /** A device farm's: no computer sees it, so that it counts as an arm64 one. */
    private static final RunnerInfo.Phone FARM =
            new RunnerInfo.Phone("farm", "farm:0", new Device("farm", Device.Kind.PHONE, Optional.empty()));

    private final Path folder;
    private final Map<String, Path> published = new TreeMap<>();
    private final List<String> packed = new ArrayList<>();
    private final PhoneApps apps;
    private final RunnerDistribution lite;

    PhoneAppsTest(@TempDir Path folder) {
        this.folder = folder;
        this.apps = new PhoneApps(PhoneApp.of(folder), new Repository(), this::pack);
        this.lite = new RunnerDistribution(
                new RunnerInfo("lite", "2.16.1", "tflite", List.of("xnnpack", "gpu"), List.of("xnnpack")),
                new RunnerDescriptor(
                        folder.resolve(RunnerDescriptor.NAME),
                        Map.of(
                                "onPhonesAlone", "true",
                                "runtimeVersion", "2.16.1",
                                "phoneAccelerations", "xnnpack,gpu",
                                "phoneFolder", "lite",
                                "phoneArtifacts", "old,new",
                                "phoneArtifact.old", "org.old:lite",
                                "phoneArtifact.old.gpu", "org.old:lite-gpu,org.old:lite-gpu-api",
                                "phoneArtifact.new", "org.new:litert",
                                "phoneArtifact.new.gpu", "org.new:litert-gpu")),
                Optional.empty(),
                List.of());
    }

    private final class Repository implements PhoneApps.Maven {
        @Override
        public List<Path> files(Map<RuntimeArtifact, String> artifacts) throws RuntimeResolutionException {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<RuntimeArtifact, String> each : artifacts.entrySet()) {
                String key = each.getKey().group() + ':' + each.getKey().name() + ':' + each.getValue();
                Path file = published.get(key);
                if (file == null) {
                    throw new RuntimeResolutionException("cannot get " + key, null);
                }
                files.add(file);
            }
            return files;
        }

        @Override
        public List<String> versions(RuntimeArtifact artifact, String last) {
            return published.keySet().stream()
                    .filter(key -> key.startsWith(artifact.group() + ':' + artifact.name() + ':'))
                    .map(key -> key.substring(key.lastIndexOf(':') + 1))
                    .filter(version -> version.compareTo(last) <= 0)
                    .toList();
        }
    }

    private PhoneApp pack(RunnerDistribution runner, List<Path> parts) throws IOException {
        packed.add(runner.runtimeVersion()
                + ' '
                + parts.stream().map(part -> part.getFileName().toString()).toList());
        Path made = Files.createDirectories(folder.resolve("made-" + runner.runtimeVersion()));
        return new PhoneApp(Files.writeString(made.resolve("squeezebench-shell.jar"), "dex"));
    }

    private void publish(String key, int leastApi, String... entries) throws IOException {
        Path aar = folder.resolve(key.substring(key.indexOf(':') + 1).replace(':', '-') + ".aar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(aar))) {
            out.putNextEntry(new ZipEntry("AndroidManifest.xml"));
            out.write(("<manifest xmlns:a='http://schemas.android.com/apk/res/android'><uses-sdk a:minSdkVersion='"
                            + leastApi + "'/></manifest>")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
            }
        }
        published.put(key, aar);
    }

    @Test
    void theVersionThatIsBuiltIsNotFetched() throws Exception {
        assertThat(apps.of(lite).app().jar())
                .isEqualTo(PhoneApp.of(folder).jar().resolveSibling("lite").resolve("squeezebench-shell.jar"));
        assertThat(packed).isEmpty();
    }

    @Test
    void anotherVersionIsFetchedAndPackedOnce() throws Exception {
        publish("org.old:lite:2.14.0", 19, "jni/arm64-v8a/liblite.so");
        publish("org.old:lite-gpu:2.14.0", 19, "jni/arm64-v8a/liblite_gpu.so");
        publish("org.old:lite-gpu-api:2.12.0", 19);
        RunnerDistribution other = lite.inVersion("2.14.0", List.of());

        apps.of(other);
        PhoneApps.Added app = apps.of(other);

        assertThat(packed)
                .as("the interface is of the newest version up to that one")
                .containsExactly("2.14.0 [lite-2.14.0.aar, lite-gpu-2.14.0.aar, lite-gpu-api-2.12.0.aar]");
        assertThat(app.missing()).isEmpty();
        assertThat(availability(other, "gpu")).isEqualTo("usable");
    }

    @Test
    void aVersionThatMovedElsewhereIsFoundThere() throws Exception {
        publish("org.new:litert:1.4.0", 21, "jni/arm64-v8a/liblite.so");
        publish("org.new:litert-gpu:1.4.0", 21);

        apps.of(lite.inVersion("1.4.0", List.of()));

        assertThat(packed).containsExactly("1.4.0 [litert-1.4.0.aar, litert-gpu-1.4.0.aar]");
    }

    @Test
    void withoutItsGpuTheRestIsMeasured() throws Exception {
        publish("org.old:lite:2.14.0", 19, "jni/arm64-v8a/liblite.so");
        RunnerDistribution other = lite.inVersion("2.14.0", List.of());

        assertThat(availability(other, "xnnpack")).isEqualTo("usable");
        assertThat(availability(other, "gpu"))
                .startsWith("lite 2.14.0 has no gpu here: cannot get org.old:lite-gpu:2.14.0; choose another");
    }

    @Test
    void whatCannotBeHadIsOneLineThatNamesAllPlaces() {
        assertThatThrownBy(() -> apps.of(lite.inVersion("9.9", List.of())))
                .isInstanceOfSatisfying(UserException.class, problem -> assertThat(problem.exitCode())
                        .isEqualTo(ExitCode.NOT_USABLE))
                .hasMessage("--runtime lite@9.9: cannot get org.old:lite:9.9; nor has org.new:litert that version");
    }

    @Test
    void librariesForOtherProcessorsAreRefused() throws Exception {
        publish("org.old:lite:2.14.0", 19, "jni/armeabi-v7a/liblite.so", "jni/x86/liblite.so");
        RunnerDistribution other = lite.inVersion("2.14.0", List.of());

        assertThat(availability(other, "xnnpack"))
                .startsWith("lite 2.14.0 has no native libraries for arm64-v8a, only for armeabi-v7a, x86; ");
    }

    @Test
    void aRuntimeWithoutLibrariesIsNone() throws Exception {
        publish("org.old:lite:2.14.0", 19, "jni/liblite.txt");

        assertThatThrownBy(() -> apps.of(lite.inVersion("2.14.0", List.of())))
                .hasMessageContaining("no native libraries in it");
    }

    @Test
    void aHostileLibraryIsRefusedBeforeAnythingIsPacked() throws Exception {
        publish("org.old:lite:2.14.0", 19, "jni/arm64-v8a/../../../../evil.so");

        assertThatThrownBy(() -> apps.of(lite.inVersion("2.14.0", List.of())))
                .isInstanceOfSatisfying(UserException.class, problem -> assertThat(problem.exitCode())
                        .isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("leads out of its folder");
        assertThat(packed).isEmpty();
    }

    private String availability(RunnerDistribution runner, String acceleration) throws Exception {
        PhoneTargets phones =
                new PhoneTargets(new Surroundings(folder, false, false, Map.of()), apps, Map.of("farm", FARM));
        RunnerDistribution there = phones.on("farm", runner, List.of(runner));
        Availability availability = phones.availability(there, acceleration);
        return availability instanceof Availability.Unusable unusable
                ? unusable.reason() + "; " + unusable.remedy()
                : "usable";
    }
}
