package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on a simulated phone, a new one for each, behind the real adb; they are skipped where there is none. */
public abstract class ConnectedPhone {
    @TempDir
    private static Path home = Path.of("unset");

    private static Optional<InstalledAdb> installed = Optional.empty();

    @TempDir
    protected Path phoneFolder = Path.of("unset");

    protected InstalledAdb adb;
    protected Phone phone;
    protected Daemon daemon;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        installed = InstalledAdb.start(home);
    }

    @AfterAll
    static void end() throws IOException {
        if (installed.isPresent()) {
            installed.get().close();
        }
    }

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        adb = installed.orElseThrow();
        phone = new Phone(phoneFolder, "SIM1");
        daemon = Daemon.start(phone, 0);
        adb.connect(daemon);
    }

    @AfterEach
    void disconnect() throws IOException, InterruptedException {
        if (daemon != null) {
            adb.run("disconnect", daemon.serial());
            daemon.close();
        }
    }

    protected AdbServer server() {
        return new AdbServer("localhost", adb.port());
    }

    protected AdbDevice device() throws AdbException {
        return server().devices().get(0).open();
    }
}
