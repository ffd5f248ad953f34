package dev.squeezebench.android.simulated;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone in a folder: its files, what its programs print, and its faults. It never tells anything of the machine that it
 * runs on; what it measures is that machine's, and is marked as simulated by its model's name.
 */
public final class Phone {
    /** Begins the model's name of every simulated device. */
    public static final String MARK = "Simulated";

    /** Folders that are the phone's own; the same in its shell and in its files. */
    private static final Pattern OWN = Pattern.compile("(?<![A-Za-z0-9_.-])/(?=(?:data|sdcard|proc|sys)/)");

    private final Path root;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final AtomicReference<String> appCommand = new AtomicReference<>("");
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile boolean authorized = true;
    private volatile boolean silent;
    private volatile long roomBytes = 8L << 30;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private final AtomicReference<Runnable> unplug = new AtomicReference<>(() -> {});

    /** A phone with eight processors in three clusters, at rest: cool, charged, awake. */
    public Phone(Path root, String serial) throws IOException {
        this.root = root.toRealPath();
        properties.put("ro.serialno", serial);
        properties.put("ro.product.manufacturer", MARK);
        properties.put("ro.product.model", MARK + " phone");
        properties.put("ro.soc.manufacturer", MARK);
        properties.put("ro.soc.model", "S1");
        properties.put("ro.build.version.release", "14");
        properties.put("ro.build.version.sdk", "34");
        properties.put("ro.build.fingerprint", "simulated/phone/phone:14/S1/1:user/release-keys");
        properties.put("ro.product.cpu.abi", "x86_64");
        properties.put("sys.boot_completed", "1");
        for (String folder : List.of("bin", "sim", "data/local/tmp", "sdcard", "proc")) {
            Files.createDirectories(this.root.resolve(folder));
        }
        writeProperties();
        battery(76, 28.5, true);
        thermal(0);
        state("settings-global-low_power", "0\n");
        state("settings-global-airplane_mode_on", "0\n");
        state("settings-global-stay_on_while_plugged_in", "0\n");
        state("settings-global-window_animation_scale", "1.0\n");
        state("settings-global-transition_animation_scale", "1.0\n");
        state("settings-global-animator_duration_scale", "1.0\n");
        state("dumpsys-power", "POWER MANAGER (dumpsys power)\n  mWakefulness=Awake\n  mIsPowered=true\n");
        Files.writeString(
                this.root.resolve("proc/meminfo"),
                "MemTotal:        7730000 kB\nMemFree:          500000 kB\nMemAvailable:    4200000 kB\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            processor(cpu, cpu < 4 ? 300 : cpu < 7 ? 800 : 1024, cpu < 4 ? 1_800_000 : cpu < 7 ? 2_400_000 : 2_900_000);
        }
        programs();
    }

    private void processor(int number, int capacity, int maxKhz) throws IOException {
        Path folder = root.resolve("sys/devices/system/cpu/cpu" + number);
        Files.createDirectories(folder.resolve("cpufreq"));
        Files.writeString(folder.resolve("cpu_capacity"), capacity + "\n");
        for (String file : List.of("cpuinfo_max_freq", "scaling_max_freq", "scaling_cur_freq")) {
            Files.writeString(folder.resolve("cpufreq").resolve(file), maxKhz + "\n");
        }
    }

    private void programs() throws IOException {
        String shebang = "#!/bin/sh\n";
        program(
                "getprop",
                shebang
                        + "if [ $# -eq 0 ]; then cat \"$PHONE/sim/getprop\"; else sed -n \"s/^\\[$1\\]: \\[\\(.*\\)\\]$/\\1/p\""
                        + " \"$PHONE/sim/getprop\"; fi\n");
        program("dumpsys", shebang + "cat \"$PHONE/sim/dumpsys-$1\" 2>/dev/null || echo \"Can't find service: $1\"\n");
        program(
                "settings",
                shebang + "file=$PHONE/sim/settings-$2-$3\ncase $1 in\n"
                        + "get) cat \"$file\" 2>/dev/null || echo null ;;\nput) printf '%s\\n' \"$4\" >\"$file\" ;;\n"
                        + "delete) rm -f \"$file\" ;;\nesac\n");
        program("getconf", shebang + "echo 4096\n");
        program(
                "df",
                shebang + "echo 'Filesystem 1K-blocks Used Available Use% Mounted on'\n"
                        + "echo \"/dev/block/dm-8 110000000 50000000 $(cat \"$PHONE/sim/room-kb\") 50% /data\"\n");
        program("svc", shebang + "printf '%s\\n' \"$*\" >>\"$PHONE/sim/svc-calls\"\n");
        program("input", shebang + "printf '%s\\n' \"$*\" >>\"$PHONE/sim/input-calls\"\n");
        program("app_process", shebang + "exec \"$PHONE/sim/app_process\" \"$@\"\n");
        program(
                "am",
                shebang + "round=\nwhile [ $# -gt 0 ]; do case $1 in -e) [ \"$2\" = round ] && round=$3; shift 3 ;; *)"
                        + " shift ;; esac; done\n"
                        + "exec app_process / dev.squeezebench.android.app.RoundMain \"$round\"\n");
        appCommand("echo 'the app is not installed on this device' >&2; exit 1");
        room(roomBytes);
    }

    private void program(String name, String text) throws IOException {
        executable(root.resolve("bin").resolve(name), text);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * What {@code app_process} runs.
     *
     * @param script for {@code sh}, which gets the arguments of {@code app_process}
     */
    public void appCommand(String script) throws IOException {
        appCommand.set(script);
        executable(root.resolve("sim/app_process"), "#!/bin/sh\n" + script + '\n');
    }

    /** Sets a property of the system. */
    public synchronized void property(String name, String value) throws IOException {
        properties.put(name, value);
        writeProperties();
    }

    private void writeProperties() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Entry<String, String> property : properties.entrySet()) {
            text.append('[')
                    .append(property.getKey())
                    .append("]: [")
                    .append(property.getValue())
                    .append("]\n");
        }
        state("getprop", text.toString());
    }

    /** What a program of the phone prints: {@code dumpsys-battery}, {@code settings-global-low_power} and so on. */
    public void state(String name, String text) throws IOException {
        Files.writeString(root.resolve("sim").resolve(name), text);
    }

    /** The battery's level in percent, temperature, and whether it is plugged in. */
    public void battery(int level, double celsius, boolean powered) throws IOException {
        state(
                "dumpsys-battery",
                "Current Battery Service state:\n  AC powered: false\n  USB powered: " + powered
                        + "\n  Wireless powered: false\n  Dock powered: false\n  Max charging current: 500000\n"
                        + "  Max charging voltage: 5000000\n  Charge counter: 2052000\n  status: " + (powered ? 2 : 3)
                        + "\n  health: 2\n  present: true\n  level: " + level + "\n  scale: 100\n  voltage: 4123\n"
                        + "  temperature: " + Math.round(celsius * 10) + "\n  technology: Li-ion\n");
    }

    /** The thermal status, from 0 (none) to 6 (shutdown). */
    public void thermal(int status) throws IOException {
        state(
                "dumpsys-thermalservice",
                String.format(
                        Locale.ROOT,
                        "IsStatusOverride: false%nThermalEventListeners:%n\tcallbacks: 1%n\tkilled: false%n"
                                + "\tbroadcasts count: -1%nThermalStatusListeners:%n\tcallbacks: 1%n\tkilled: false%n"
                                + "\tbroadcasts count: -1%nThermal Status: %d%nCached temperatures:%n"
                                + "\tTemperature{mValue=31.0, mType=3, mName=skin, mStatus=%d}%nHAL Ready: true%n",
                        status,
                        status));
    }

    /** Space that is free for files. */
    public void room(long bytes) throws IOException {
        roomBytes = bytes;
        state("room-kb", bytes / 1024 + "\n");
    }

    /** Whether the user allowed this computer to debug it. */
    public void authorized(boolean yes) {
        authorized = yes;
    }

    /** A slow cable. */
    public void cable(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** Answers nothing any more, without ending a connection. */
    public synchronized void silent(boolean yes) {
        silent = yes;
        notifyAll();
    }

    /** Adds something that happens to it. */
    public void add(Fault fault) {
        faults.add(fault);
    }

    /** The folder with all that is the phone's. */
    public Path root() {
        return root;
    }

    String model() {
        return properties.getOrDefault("ro.product.model", MARK).replace(' ', '_');
    }

    boolean isAuthorized() {
        return authorized;
    }

    synchronized void waitWhileSilent() throws IOException {
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    void carry(int bytes) throws InterruptedException {
        if (bytesPerSecond < Long.MAX_VALUE) {
            Thread.sleep(bytes * 1000L / bytesPerSecond);
        }
    }

    /** Takes room for bytes, or has none. */
    synchronized boolean hasRoom(int bytes) throws IOException {
        if (bytes > roomBytes) {
            return false;
        }
        room(roomBytes - bytes);
        return true;
    }

    void connectedBy(Daemon daemon) {
        unplug.set(() -> {
            try {
                daemon.unplug();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Pulls its cable. */
    public void unplug() {
        requireNonNull(unplug.get()).run();
    }

    void asked(String service) throws IOException {
        happened("asked " + service);
    }

    void pushed(String path) throws IOException {
        happened("pushed " + path);
    }

    private void happened(String event) throws IOException {
        for (Fault fault : List.copyOf(faults)) {
            if (fault.isDue(event)) {
                faults.remove(fault);
                fault.action().happenTo(this);
            }
        }
    }

    /** A text of the phone with its paths as they are on this machine. */
    String inside(String text) {
        return OWN.matcher(text).replaceAll(Matcher.quoteReplacement(root + "/"));
    }

    /** What its programs print with paths as they are on the phone. */
    byte[] outside(byte[] printed, int length) {
        String text = new String(printed, 0, length, StandardCharsets.ISO_8859_1);
        String folder = new String(root.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return text.replace(folder + '/', "/").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A file of the phone on this machine. */
    Path file(String path) {
        Path file = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("a path that leaves the phone: " + path);
        }
        return file;
    }

    void environment(Map<String, String> variables) {
        variables.put("PHONE", root.toString());
        variables.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
        variables.remove("JAVA_TOOL_OPTIONS");
    }
}
