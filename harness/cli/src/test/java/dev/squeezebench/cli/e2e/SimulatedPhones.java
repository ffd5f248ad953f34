package dev.squeezebench.cli.e2e;

import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Simulated phones behind the real adb, which run the app's own classes; nothing of them is left after {@link #close}. */
final class SimulatedPhones implements AutoCloseable {
    private static final Path ROOT = Command.property("root.dir");
    private static final Path DISTRIBUTION = Command.property("dist.dir");
    private static final Path SHELL = DISTRIBUTION.resolveSibling("android/squeezebench-shell.jar");

    private final Path folder;
    private final InstalledAdb adb;
    private final List<Daemon> daemons = new ArrayList<>();
    private final List<Phone> all = new ArrayList<>();

    private Optional<AarRepository> repository = Optional.empty();

    private SimulatedPhones(Path folder, InstalledAdb adb) {
        this.folder = folder;
        this.adb = adb;
    }

    /**
     * No phones yet; the test is skipped where there is no adb, or what runs on phones is not built.
     *
     * @param folder a new one
     */
    static SimulatedPhones in(Path folder) throws IOException, InterruptedException {
        assumeBuilt();
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectories(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        return new SimulatedPhones(folder, installed.orElseThrow());
    }

    /** Skips the test where what runs on phones is not built. */
    static void assumeBuilt() {
        Assumptions.assumeTrue(Files.isRegularFile(SHELL), "the phone's part is not built: mvn package builds it");
    }

    /** What they run. */
    static DesktopApp app() {
        return new DesktopApp(
                Path.of(CommandJava.home(), "bin", "java"),
                List.of(
                        ROOT.resolve("android-runner/app/target/classes"),
                        // Its org.tensorflow.lite comes before the AAR's, which lie among the runner's classes.
                        ROOT.resolve("android-runner/simulated-device/target/classes"),
                        ROOT.resolve("android-runner/tflite-aar/target/classes"),
                        ROOT.resolve("android-runner/onnxruntime-android/target/classes"),
                        DISTRIBUTION.resolve("runners/tflite/benchmarks-tflite.jar"),
                        // The session's classes, and the Java API with this computer's libraries in an AAR's place.
                        DISTRIBUTION.resolve("runners/onnxruntime/benchmarks-onnxruntime.jar")));
    }

    /** A phone that no adb knows, in a new folder of its name. */
    static Phone unconnected(Path folder, String name) throws IOException {
        Phone phone = new Phone(Files.createDirectory(folder.resolve(name)), name);
        app().install(phone);
        return phone;
    }

    /** Adds one; the serial by which adb knows it. */
    String phone() throws IOException, InterruptedException {
        return phone(as -> {});
    }

    /**
     * The same.
     *
     * @param fault what is other than usual with it
     */
    String phone(Fault.Action fault) throws IOException, InterruptedException {
        Phone phone = unconnected(folder, "SIM" + (daemons.size() + 1));
        all.add(phone);
        fault.happenTo(phone);
        Daemon daemon = Daemon.start(phone, 0);
        daemons.add(daemon);
        adb.connect(daemon);
        return daemon.serial();
    }

    /** The command's Maven is that of another home folder from now on. */
    void usesRepository(AarRepository other) {
        repository = Optional.of(other);
    }

    /** In the order in which they were added. */
    List<Phone> all() {
        return List.copyOf(all);
    }

    /** The one that was added last. */
    Phone last() {
        return all.get(all.size() - 1);
    }

    /** Runs the command with these phones to its end. */
    Command.Ended run(String... arguments) throws IOException, InterruptedException {
        try (RunningCommand running = start(arguments)) {
            return running.end();
        }
    }

    /** Starts the command with these phones. */
    RunningCommand start(String... arguments) throws IOException {
        Map<String, String> environment =
                new HashMap<>(repository.map(AarRepository::environment).orElse(Map.of()));
        environment.put("ANDROID_ADB_SERVER_PORT", String.valueOf(adb.port()));
        return Command.built().startIn(folder, environment, arguments);
    }

    @Override
    public void close() throws IOException {
        for (Daemon daemon : daemons) {
            daemon.close();
        }
        adb.close();
    }
}
