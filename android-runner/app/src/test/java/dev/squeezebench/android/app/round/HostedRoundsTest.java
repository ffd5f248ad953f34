package dev.squeezebench.android.app.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Vm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedRoundsTest {
    private final Path folder;
    private final Path hosted;

    HostedRoundsTest(@TempDir Path folder) {
        this.folder = folder;
        this.hosted = folder.resolve("media/hosted");
    }

    private Path apk(String... names) throws IOException {
        Path apk = folder.resolve("a.apk");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(apk))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return apk;
    }

    @Test
    void whatAnApkCarriesReplacesWhatAnEarlierRunLeft() throws IOException {
        Files.createDirectories(hosted.resolve("rounds/009"));
        Path apk = apk("classes.dex", "assets/hosted/plan.jsonl", "assets/hosted/rounds/001/round.json");

        assertThat(HostedRounds.areIn(apk.toFile())).isTrue();
        HostedRounds.unpack(apk.toFile(), hosted);

        try (java.util.stream.Stream<Path> all = Files.walk(hosted)) {
            assertThat(all.filter(Files::isRegularFile).map(hosted::relativize).map(Path::toString))
                    .containsExactlyInAnyOrder("plan.jsonl", "rounds/001/round.json");
        }
        assertThat(hosted.resolve("rounds/009")).doesNotExist();
        assertThat(HostedRounds.areIn(apk("classes.dex").toFile())).isFalse();
    }

    @Test
    void nothingLeavesTheFolder() throws IOException {
        Path apk = apk("assets/hosted/plan.jsonl", "assets/hosted/../../evil");

        assertThatThrownBy(() -> HostedRounds.unpack(apk.toFile(), hosted)).hasMessageContaining("leaves its folder");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    private void pack(long coolDownMillis) throws IOException {
        Files.createDirectories(hosted.resolve("rounds/001/arm0"));
        Files.writeString(hosted.resolve("plan.jsonl"), "plan\n");
        Files.writeString(hosted.resolve("hosted.json"), "{\"cool_down_ms\":" + coolDownMillis + '}');
        Files.writeString(hosted.resolve("facts.sh"), "echo ==clock; echo 1790000000\n");
        Files.writeString(hosted.resolve("rounds/001/arm0/outputs.safetensors"), "tensors");
    }

    private HostedRounds rounds(Platform phone, HostedRounds.Pause pause) throws IOException {
        CpuClusters clusters = CpuClusters.ofThisMachine();
        return new HostedRounds(
                hosted,
                round -> new PhoneRound(round, (arm, request, ended) -> () -> {}, phone, clusters, RoundScreen.NONE),
                phone,
                pause);
    }

    @Test
    void aWarmPhoneIsWaitedForUntilItIsCoolOrTheTimeIsUp() throws IOException, InterruptedException {
        pack(60_000);
        Battery phone = new Battery(40.5);
        List<Long> waits = new ArrayList<>();
        rounds(phone, waits::add).run(part -> {});
        assertThat(waits).containsExactly(15_000L, 15_000L, 15_000L, 15_000L);

        waits.clear();
        rounds(phone, millis -> {
                    waits.add(millis);
                    phone.celsius = waits.size() < 2 ? 33 : 32;
                })
                .run(part -> {});
        assertThat(waits).containsExactly(15_000L, 15_000L);
    }

    /** A round that cannot begin is void, and everything else comes back for all that. */
    @Test
    void whatWasMeasuredIsPackedAndToldWithWhatTheDeviceSaysOfItself() throws IOException, InterruptedException {
        pack(0);
        List<String> parts = new ArrayList<>();

        boolean measured = rounds(new Battery(40.5), millis -> {}).run(parts::add);

        assertThat(measured).isFalse();
        assertThat(hosted.resolve("rounds/001/round.jsonl")).content().contains("\"event\":\"void\"");
        assertThat(hosted.resolve("facts-before.txt"))
                .content()
                .contains(
                        "==clock\n1790000000\n",
                        "==properties\n[ro.serialno]: [an-id]\n",
                        "==battery\n  temperature: 405\n");
        assertThat(names(hosted.resolve("results.zip")))
                .contains("plan.jsonl", "rounds/001/round.jsonl", "rounds/001/arm0/outputs.safetensors");
        assertThat(parts).singleElement().asString().matches("[0-9a-f]{8}:1/1:[A-Za-z0-9+/=]+");
    }

    private static List<String> names(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    /** One whose battery has a temperature. */
    private static final class Battery implements Platform {
        private double celsius;

        Battery(double celsius) {
            this.celsius = celsius;
        }

        @Override
        public Optional<String> identity() {
            return Optional.of("an-id");
        }

        @Override
        public Vm vm() {
            return Platform.java().vm();
        }

        @Override
        public Optional<LongSupplier> cpuNs() {
            return Optional.empty();
        }

        @Override
        public List<Reading> device() {
            return List.of(new Reading("battery_temperature", celsius, "celsius", "test", "during"));
        }

        @Override
        public List<Reading> process(String moment) {
            return List.of();
        }
    }
}
