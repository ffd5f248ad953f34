package dev.squeezebench.android.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The phone's own programs, and what each fault changes in what they print. */
@EnabledOnOs(OS.LINUX)
class PhoneTest {
    private static final String INSTRUMENT = "am instrument -w -r -e round /data/local/tmp/r"
            + " dev.squeezebench/dev.squeezebench.android.app.RoundInstrumentation";

    private final Phone phone;

    PhoneTest(@TempDir Path folder) throws IOException, InterruptedException {
        phone = new Phone(folder, "SIM1");
        phone.run("mkdir -p /data/local/tmp/r; echo apk >/data/local/tmp/a.apk");
    }

    private String out(String command) throws IOException, InterruptedException {
        return phone.run(command).out();
    }

    private void fault(String word) throws IOException {
        SimulatedLab.action(word).happenTo(phone);
    }

    @Test
    void theAppHasToBeInstalledBeforeItIsInstrumented() throws IOException, InterruptedException {
        assertThat(phone.run(INSTRUMENT).status()).isEqualTo(1);
        assertThat(out(INSTRUMENT)).contains("INSTRUMENTATION_FAILED", "Unable to find instrumentation info");
        assertThat(phone.run("pm path dev.squeezebench").status()).isEqualTo(1);
        assertThat(out("pm install -r -t /data/local/tmp/b.apk")).startsWith("Error: Unable to open file");
        assertThat(out("pm install -r -t /data/local/tmp/a.apk")).isEqualTo("Success\n");
        assertThat(out("cmd package path dev.squeezebench")).startsWith("package:/data/app/");
        assertThat(out(INSTRUMENT)).endsWith("shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n");
        assertThat(out("pm uninstall dev.squeezebench; pm path dev.squeezebench"))
                .isEqualTo("Success\n");
        phone.state("install-failure", "INSTALL_FAILED_INSUFFICIENT_STORAGE");
        assertThat(out("pm install /data/local/tmp/a.apk"))
                .isEqualTo("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]\n");
    }

    @Test
    void instrumentationTellsHowTheRoundEnded() throws IOException, InterruptedException {
        phone.run("pm install /data/local/tmp/a.apk");
        phone.appCommand("for round; do :; done; echo '{\"event\":\"ended\",\"cycles\":2}' >\"$round/round.jsonl\"");
        assertThat(out(INSTRUMENT)).isEqualTo("INSTRUMENTATION_RESULT: outcome=ended\nINSTRUMENTATION_CODE: -1\n");
        phone.appCommand("for round; do :; done; echo '{\"event\":\"void\",\"reason\":\"x\"}' >\"$round/round.jsonl\"");
        assertThat(out(INSTRUMENT)).startsWith("INSTRUMENTATION_RESULT: outcome=void\n");
    }

    @Test
    void anAppThatHangsIsEndedByAndroidAndOneThatCrashesIsGone() throws IOException, InterruptedException {
        phone.run("pm install /data/local/tmp/a.apk");
        phone.appCommand("touch \"$PHONE/started\"; exec sleep 60");
        assertThat(whileItRuns("not-responding")).isEqualTo("""
                        INSTRUMENTATION_RESULT: shortMsg=keyDispatchingTimedOut
                        INSTRUMENTATION_RESULT: longMsg=ANR Input dispatching timed out
                        INSTRUMENTATION_CODE: 0
                        """);
        assertThat(whileItRuns("crash"))
                .endsWith("INSTRUMENTATION_RESULT: shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n");
        assertThat(phone.run("pidof dev.squeezebench").status()).isEqualTo(1);
    }

    /** What instrumentation prints when a fault happens as soon as the app runs. */
    private String whileItRuns(String word) throws IOException, InterruptedException {
        Files.deleteIfExists(phone.root().resolve("started"));
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> {
            try {
                return out(INSTRUMENT);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        while (!Files.exists(phone.root().resolve("started"))) {
            Thread.onSpinWait();
        }
        fault(word);
        return printed.join();
    }

    @Test
    void whatItIsIsNeverThisMachines() throws IOException, InterruptedException {
        assertThat(out("cat /proc/meminfo")).startsWith("MemTotal:        7730000 kB\n");
        assertThat(out("cat /proc/stat").lines()).hasSize(9).allMatch(line -> line.matches("cpu[0-7]? [0-9 ]+"));
        assertThat(out("ls /sys/devices/system/cpu").lines()).hasSize(8);
        assertThat(out("cat /proc/self/cpuset")).isEqualTo("/top-app\n");
        assertThat(out("getprop ro.product.model")).isEqualTo("Simulated phone\n");
        assertThat(out("taskset -ap f0 1; cat /proc/self/status")).isEqualTo("Cpus_allowed_list:\t4,5,6,7\n");
    }

    @Test
    void eachFaultShowsWhereAPhoneShowsIt() throws IOException, InterruptedException {
        fault("hot");
        assertThat(out("dumpsys battery")).contains("temperature: 445");
        assertThat(out("dumpsys thermalservice")).contains("Thermal Status: 2");
        assertThat(out("cat /sys/devices/system/cpu/cpu7/cpufreq/scaling_max_freq"))
                .isEqualTo("1200000\n");
        assertThat(phone.root().resolve("sim/readings"))
                .content()
                .contains("battery_temperature 44.5 celsius\n", "thermal_status 2 level\n");
        fault("cool");
        assertThat(out("cat /sys/devices/system/cpu/cpu7/cpufreq/scaling_max_freq"))
                .isEqualTo("2900000\n");
        fault("battery-low");
        assertThat(out("dumpsys battery")).contains("level: 12", "USB powered: false");
        fault("full");
        assertThat(out("df -k /data")).contains(" 0 50% /data");
        fault("little-core");
        assertThat(out("cut -d ' ' -f 39 /proc/thread-self/stat")).isEqualTo("1\n");
        fault("dialog");
        assertThat(out("dumpsys window; cat /proc/self/cpuset")).contains("UsbDebuggingActivity", "/foreground");
        fault("screen-off");
        assertThat(out("dumpsys power; cat /proc/self/cpuset")).contains("mWakefulness=Asleep", "/background");
        fault("other-serial");
        assertThat(out("getprop ro.serialno")).isEqualTo("ANOTHER\n");
        fault("busy");
        assertThat(out("cat /proc/stat")).startsWith("cpu ");
        phone.clockError(Duration.ofDays(-400));
        assertThat(Long.parseLong(out("date +%s").strip()))
                .isLessThan(Instant.now().minus(Duration.ofDays(399)).getEpochSecond());
        phone.pageBytes(16384);
        assertThat(out("getconf PAGESIZE")).isEqualTo("16384\n");
        assertThatThrownBy(() -> fault("earthquake")).hasMessage("there is no fault 'earthquake'");
    }

    @Test
    void aFaultHappensOnceAndWhenItsMomentComes() throws IOException {
        phone.add(Fault.at("told .*\"cycle\":2", word -> word.property("ro.serialno", "TOLD")));
        phone.told("{\"event\":\"cycle\",\"cycle\":1}\n");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [SIM1]");
        phone.told("{\"event\":\"cycle\",\n\"cycle\":2}\n");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [TOLD]");
        phone.property("ro.serialno", "SIM1");
        phone.told("\"cycle\":2");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [SIM1]");
    }

    @Test
    void aFaultMayWaitForALaterTime() throws IOException {
        phone.add(Fault.at("cycle", 2, word -> word.property("ro.serialno", "TOLD")));
        phone.told("cycle");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [SIM1]");
        phone.told("cycle");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [TOLD]");
        phone.property("ro.serialno", "SIM1");
        phone.told("cycle");
        assertThat(phone.root().resolve("sim/getprop")).content().contains("[ro.serialno]: [SIM1]");
    }
}
