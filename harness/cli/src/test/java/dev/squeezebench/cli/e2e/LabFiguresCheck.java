package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.RecordedApp;
import dev.squeezebench.android.simulated.SimulatedLab;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a laboratory of forty phones costs its host, for docs/android.md: {@code .ci/run figures}, on a quiet machine. The phones are
 * simulated in this process; one measures, the others play what it measured.
 */
class LabFiguresCheck {
    private static final Path DISTRIBUTION = Command.property("dist.dir");
    private static final Path APP = Command.property("root.dir").resolve("android-runner/app/target/classes");
    private static final int PHONES = 40;
    private static final int ROUNDS = 3;
    private static final int SECONDS_OF_A_ROUND = 5;
    private static final int PUSHED_BYTES = 200_000_000;
    private static final int PUSHES = 5;
    private static final long LOOK_MILLIS = 50;

    /** Linux counts processors' time in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    @TempDir
    private Path folder = Path.of("unset");

    private InstalledAdb adb;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        adb = InstalledAdb.start(Files.createDirectory(folder.resolve("home"))).orElseThrow();
    }

    private SimulatedLab lab(int phones) throws IOException, InterruptedException {
        DesktopApp measures = new DesktopApp(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java"),
                List.of(APP, DISTRIBUTION.resolve("runners/tflite/benchmarks-tflite.jar")));
        SimulatedLab.App app = phones == 1
                ? measures::install
                : new RecordedApp(measures, folder.resolve("recorded"), SECONDS_OF_A_ROUND)::install;
        SimulatedLab lab = SimulatedLab.start(Files.createDirectory(folder.resolve("phones" + phones)), phones, 0, app);
        for (Daemon daemon : lab.daemons()) {
            adb.connect(daemon);
        }
        return lab;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, "figure: " + format + "%n", values);
    }

    @Test
    @SuppressWarnings("try")
    void whatItCostsItsHost() throws IOException, InterruptedException {
        try (InstalledAdb ours = adb) {
            for (int phones : new int[] {1, PHONES}) {
                try (SimulatedLab lab = lab(phones)) {
                    measure(lab, phones);
                    if (phones == 1) {
                        push(lab.daemons().get(0));
                    }
                    for (Daemon daemon : lab.daemons()) {
                        adb.run("disconnect", daemon.serial());
                    }
                }
            }
        }
    }

    private void measure(SimulatedLab lab, int phones) throws IOException, InterruptedException {
        Path plan = Files.write(
                folder.resolve("plan.yaml"),
                List.of("workload: " + Command.TINY, "sequence-length: 16", "quick: true", "rounds: " + ROUNDS));
        Path out = folder.resolve("out" + phones);
        List<Long> firsts = Collections.synchronizedList(new ArrayList<>());
        for (int phone = 0; phone < phones; phone++) {
            lab.phone(phone).add(Fault.at("told .*\"cycle\":1[,}]", any -> firsts.add(System.nanoTime())));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        DISTRIBUTION.resolve("squeezebench").toString(),
                        "lab",
                        "run",
                        plan.toString(),
                        "--out",
                        out.toString(),
                        "--cache",
                        Command.built().cache().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said" + phones).toFile());
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        builder.environment().put("ANDROID_ADB_SERVER_PORT", String.valueOf(adb.port()));
        long begin = System.nanoTime();
        Process process = builder.start();
        double cpuSeconds = 0;
        long peakKilobytes = 0;
        do {
            try {
                String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                double ticks = 0;
                for (int field = UTIME; field <= CSTIME; field++) {
                    ticks += Long.parseLong(fields[field]);
                }
                cpuSeconds = Math.max(cpuSeconds, ticks / TICKS_PER_SECOND);
                for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
                    if (line.startsWith("VmHWM:")) {
                        peakKilobytes = Math.max(peakKilobytes, Long.parseLong(line.replaceAll("[^0-9]", "")));
                    }
                }
            } catch (IOException ended) {
                // What was read before is kept.
            }
        } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said" + phones)))
                .isZero();
        print(
                "%d phones, %d rounds: %.1f s, of the host's processors %.1f s, at most %.0f MB of memory",
                phones, ROUNDS, seconds, cpuSeconds, peakKilobytes * 1024 / 1e6);
        print(
                "%d phones: from the start of 'lab run' to the first cycle of a phone, as its host reads it once a second: %.1f s,"
                        + " of the last one %.1f s",
                phones, (Collections.min(firsts) - begin) / 1e9, (Collections.max(firsts) - begin) / 1e9);
    }

    private void push(Daemon daemon) throws IOException, InterruptedException {
        Path file = folder.resolve("pushed");
        Random random = new Random(1);
        byte[] part = new byte[1 << 20];
        try (OutputStream content = Files.newOutputStream(file)) {
            for (int at = 0; at < PUSHED_BYTES; at += part.length) {
                random.nextBytes(part);
                content.write(part, 0, Math.min(part.length, PUSHED_BYTES - at));
            }
        }
        ListedDevice device = new AdbServer("localhost", adb.port())
                .devices().stream()
                        .filter(each -> each.serial().equals(daemon.serial()))
                        .findFirst()
                        .orElseThrow();
        List<Double> ours = new ArrayList<>();
        List<Double> adbs = new ArrayList<>();
        for (int push = 0; push < PUSHES; push++) {
            long begin = System.nanoTime();
            device.open().files().push(file, "/data/local/tmp/ours", 0644, ProgressListener.Task.NONE);
            long between = System.nanoTime();
            assertThat(adb.run("-s", daemon.serial(), "push", file.toString(), "/data/local/tmp/adbs"))
                    .contains("1 file pushed");
            long end = System.nanoTime();
            ours.add(PUSHED_BYTES / 1e6 / ((between - begin) / 1e9));
            adbs.add(PUSHED_BYTES / 1e6 / ((end - between) / 1e9));
        }
        Collections.sort(ours);
        Collections.sort(adbs);
        print(
                "200 MB pushed to a simulated phone, medians of %d: %.0f MB/s, by 'adb push' %.0f MB/s",
                PUSHES, ours.get(PUSHES / 2), adbs.get(PUSHES / 2));
    }
}
