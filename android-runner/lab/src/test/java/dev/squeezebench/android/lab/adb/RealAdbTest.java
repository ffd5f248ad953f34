package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real adb between our client and our device: both sides of the protocol are right where adb passes them on. */
class RealAdbTest extends ConnectedPhone {
    @TempDir
    private Path here = Path.of("unset");

    @Test
    void adbItselfTalksToTheDevice() throws IOException, InterruptedException {
        Path file = Files.write(here.resolve("sent"), random(300_000));

        assertThat(adb.run("-s", daemon.serial(), "shell", "echo out; echo err >&2; exit 7"))
                .contains("out\n", "err\n", "exit 7\n");
        assertThat(adb.run("-s", daemon.serial(), "push", file.toString(), "/data/local/tmp/sent"))
                .contains("1 file pushed");
        assertThat(adb.run("-s", daemon.serial(), "shell", "stat -c %s /data/local/tmp/sent"))
                .startsWith("300000\n");
        assertThat(adb.run("-s", daemon.serial(), "pull", "/data/local/tmp/sent", here + "/back"))
                .contains("1 file pulled");
        assertThat(here.resolve("back")).hasSameBinaryContentAs(file);
        assertThat(adb.run("-s", daemon.serial(), "shell", "getprop ro.serialno"))
                .startsWith("SIM1\n");
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    @Test
    void ourClientWorksThroughTheRealServer() throws IOException, InterruptedException {
        AdbDevice device = device();
        Path file = Files.write(here.resolve("sent"), random(300_000));
        String target = "/data/local/tmp/it's $(id) a model";

        assertThat(server().version()).isGreaterThanOrEqualTo(36);
        assertThat(device.listed().model()).hasValue("Simulated_phone");
        device.files().push(file, target, 0644, ProgressListener.Task.NONE);
        device.files().pull(target, here.resolve("back"), 1 << 20);
        AdbDevice.ShellResult result =
                device.shell(ShellCommand.script("stat -c %s \"$1\"; echo \"$2\" >&2; exit 254", target, "`id`"));

        assertThat(here.resolve("back")).hasSameBinaryContentAs(file);
        assertThat(result).isEqualTo(new AdbDevice.ShellResult("300000\n", "`id`\n", 254));
        assertThat(device.files().list("/data/local/tmp"))
                .extracting(DeviceFiles.Entry::name)
                .containsExactly("it's $(id) a model");
        assertThat(device.files().stat("/data/local/tmp/nothing")).isEmpty();
    }

    @Test
    void whatTheDeviceRefusesOrWhereItIsPulledArrivesAsOneLine() throws IOException, InterruptedException {
        AdbDevice device = device();

        phone.room(100_000);
        assertThatThrownBy(() -> device.files().push(random(300_000), "/data/local/tmp/model"))
                .hasMessageContaining("No space left on device");

        phone.add(Fault.at("asked shell.*sleep", Phone::unplug));
        assertThatThrownBy(() -> device.shell(ShellCommand.of("sleep", "60")))
                .extracting(e -> ((AdbException) e).problem())
                .isEqualTo(AdbException.Problem.GONE);
    }

    @Test
    void anUnauthorizedDeviceIsListedAsSuch() throws IOException, InterruptedException {
        phone.authorized(false);
        adb.run("disconnect", daemon.serial());

        assertThat(adb.connect(daemon)).contains("failed to authenticate");
        ListedDevice listed = server().devices().get(0);
        assertThat(listed.isReady()).isFalse();
        assertThat(listed.obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("tap 'Allow'"));
    }
}
