package dev.squeezebench.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.SimulatedLab;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.LabPlan;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.Device;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabPhoneTest {
    /** Nothing listens there. */
    private static final AdbServer GONE = new AdbServer("127.0.0.1", 1);

    @TempDir
    private Path folder = Path.of("unset");

    private List<LabPhone> selected(String plan, ListedDevice... listed) throws IOException, InterruptedException {
        return LabPhone.select(
                LabPlan.read(Files.writeString(folder.resolve("plan.yaml"), plan)),
                List.of(listed),
                new Redaction(true),
                Instant.EPOCH);
    }

    private static ListedDevice listed(String serial, String state, String model) {
        return new ListedDevice(GONE, serial, state, Optional.of(model));
    }

    @Test
    void whatCannotBeMeasuredIsListedWithItsReason() throws IOException, InterruptedException {
        List<LabPhone> phones = selected(
                "serial: [A1, A2, 'A;reboot', A4]",
                listed("A1", "unauthorized", "Pixel_3"),
                listed("A2", "device", "Pixel_3"),
                listed("A2", "device", "Pixel_3"),
                listed("A;reboot", "device", "Pixel_3"),
                listed("A9", "device", "Pixel_3"));

        assertThat(phones).extracting(LabPhone::word).containsExactly("A1", "A2", "A2", "A;reboot", "A4");
        assertThat(phones).noneMatch(LabPhone::isFit);
        assertThat(phones)
                .extracting(phone -> phone.obstacle().orElseThrow())
                .satisfiesExactly(
                        unauthorized -> assertThat(unauthorized).contains("tap 'Allow'"),
                        twice -> assertThat(twice).contains("another device has the same serial"),
                        twice -> assertThat(twice).contains("another device has the same serial"),
                        gone -> assertThat(gone).contains("127.0.0.1:1"),
                        absent -> assertThat(absent).contains("not connected: plug it in"));
    }

    @Test
    void phonesOfOtherModelsAreLeftOut() throws IOException, InterruptedException {
        assertThat(selected("model: Pixel*", listed("A1", "offline", "Pixel_3"), listed("A2", "offline", "SM_G991B")))
                .extracting(LabPhone::serial)
                .containsExactly("A1");
    }

    /** Each answers only when both are asked. */
    @Test
    void phonesAreAskedAtOnce() throws IOException, InterruptedException {
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        try (InstalledAdb adb = installed.orElseThrow();
                SimulatedLab lab = SimulatedLab.start(folder.resolve("phones"), 2, 0, phone -> {})) {
            CountDownLatch both = new CountDownLatch(2);
            for (int phone = 0; phone < 2; phone++) {
                adb.connect(lab.daemons().get(phone));
                lab.phone(phone).add(Fault.at("asked shell", any -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                }));
            }
            List<ListedDevice> listed = new AdbServer("localhost", adb.port()).devices();

            assertThat(selected("workload: bert-tiny", listed.toArray(ListedDevice[]::new)))
                    .hasSize(2)
                    .allMatch(phone -> phone.device().isPresent());
        }
    }

    @Test
    void whatIsSavedComesBackWithoutSerials() throws IOException {
        LabFile file = LabFile.in(folder);
        Device device = new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of("Pixel 3"));
        file.write(List.of(
                new LabPhone("sha256:a", "A1", "rack:5037", Optional.of(device), Optional.empty()),
                new LabPhone(
                        "sha256:b", "B1", "rack:5037", Optional.empty(), Optional.of("its state is \"\u001b[31m\""))));

        assertThat(file.read())
                .containsExactly(
                        new LabPhone("sha256:a", "sha256:a", "rack:5037", Optional.of(device), Optional.empty()),
                        new LabPhone(
                                "sha256:b",
                                "sha256:b",
                                "rack:5037",
                                Optional.empty(),
                                Optional.of("its state is \"\u001b[31m\"")));
        assertThat(folder.resolve("lab.json")).content().doesNotContain("A1", "B1");
    }

    @Test
    void aLaboratoryThatWasKilledAtItsStartIsToldHowToBeginAgain() throws IOException {
        Files.createFile(folder.resolve(".lock"));
        LabFile file = LabFile.in(folder);
        assertThatThrownBy(file::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("squeezebench lab run PLAN.yaml --out " + folder);

        file.write(List.of());
        assertThat(file.read()).isEmpty();
        assertThatThrownBy(file::insistOnBegun).hasMessageContaining("cut off before anything was saved");
        Files.writeString(folder.resolve("results.jsonl"), "{}\n");
        assertThatCode(file::insistOnBegun).doesNotThrowAnyException();
    }

    @Test
    void aDamagedOrMissingFileIsOneLine() throws IOException {
        LabFile file = LabFile.in(folder);
        assertThatThrownBy(file::read).isInstanceOf(UserException.class).hasMessageContaining("no lab.json in it");
        Files.writeString(folder.resolve("lab.json"), "{\"phones\":[{\"phone\":3}]}");
        assertThatThrownBy(file::read).isInstanceOf(UserException.class).hasMessageContaining("lab.json is damaged");
    }
}
