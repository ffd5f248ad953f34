package dev.squeezebench.android.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ConnectedPhone;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Through the real adb: a phone gets back exactly what it had. */
class PreparationTest extends ConnectedPhone {
    private Phones phones() {
        return new Phones(List.of(server()));
    }

    private String setting(String name) throws IOException {
        Path file = phoneFolder.resolve("sim/settings-global-" + name);
        return Files.exists(file) ? Files.readString(file).strip() : "absent";
    }

    @Test
    void whatWasThereIsPutBackExactly() throws IOException {
        phone.state("settings-global-window_animation_scale", "0.5\n");
        Files.delete(phoneFolder.resolve("sim/settings-global-stay_on_while_plugged_in"));
        Preparation preparation = new Preparation(device());

        assertThat(preparation.prepare())
                .extracting(Preparation.Setting::toString)
                .containsExactly(
                        "stay_on_while_plugged_in=7",
                        "window_animation_scale=0",
                        "transition_animation_scale=0",
                        "animator_duration_scale=0");
        assertThat(setting("window_animation_scale")).isEqualTo("0");
        assertThat(setting("airplane_mode_on")).as("of a phone on the network").isEqualTo("0");
        assertThat(preparation.prepare()).isEmpty();

        assertThat(new Preparation(device()).restore()).hasSize(4);
        assertThat(setting("window_animation_scale")).isEqualTo("0.5");
        assertThat(setting("stay_on_while_plugged_in")).isEqualTo("absent");
        assertThat(new Preparation(device()).restore()).isEmpty();
    }

    @Test
    void aPreparationThatWasCutOffIsPutBackToo() throws IOException {
        phone.add(Fault.at("settings' 'put' 'global' 'transition", Phone::unplug));
        Preparation preparation = new Preparation(device());

        assertThatThrownBy(preparation::prepare).isInstanceOf(AdbException.class);
        assertThat(setting("window_animation_scale")).isEqualTo("0");
        daemon.plugIn();
        reconnect();
        preparation = new Preparation(device());
        preparation.restore();

        assertThat(setting("window_animation_scale")).isEqualTo("1.0");
        assertThat(setting("stay_on_while_plugged_in")).isEqualTo("0");
    }

    private void reconnect() throws IOException {
        try {
            adb.run("disconnect", daemon.serial());
            adb.connect(daemon);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cleaningKeepsWhatRestoringNeeds() throws IOException {
        new Preparation(device()).prepare();
        Path files = Files.createDirectories(phoneFolder.resolve("data/local/tmp/squeezebench/files"));
        Files.write(files.resolve("model"), new byte[50_000]);

        assertThat(new Preparation(device()).clean()).isGreaterThanOrEqualTo(50_000);
        assertThat(files).doesNotExist();
        assertThat(new Preparation(device()).restore()).hasSize(4);
    }

    @Test
    void aSimulatedPhoneTellsWhatItIsAndNothingOfThisMachine() throws IOException {
        PhoneFacts facts = PhoneFacts.of(device());

        assertThat(facts.model()).hasValue("Simulated phone");
        assertThat(facts.clusters()).hasSize(3);
        assertThat(facts.memory().totalBytes()).hasValue(7_730_000L << 10);
        assertThat(facts.thermalStatus()).hasValue(0);
        assertThat(facts.isBooted()).isTrue();
        assertThat(Fitness.obstacles(facts, facts.clock().orElseThrow())).isEmpty();
    }

    @Test
    void aSerialThatIsNotThereIsNamedBesideThoseThatAre() {
        assertThatThrownBy(() -> phones().ready("A1; id"))
                .hasMessageContaining("no device 'A1; id' is connected; there are " + daemon.serial());
    }
}
