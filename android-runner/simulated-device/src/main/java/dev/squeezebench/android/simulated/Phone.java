package dev.squeezebench.android.simulated;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A phone in a folder: its files, what its programs print, and its faults. It never tells anything of the machine that it
 * runs on; what it measures is that machine's, and is marked as simulated by its model's name.
 */
public final class Phone {
    /** Begins the model's name of every simulated device. */
    public static final String MARK = "Simulated";

    /** Folders that are the phone's own; the same in its shell and in its files. */
    private static final Pattern OWN = Pattern.compile("(?<![A-Za-z0-9_.-])/(?=(?:data|sdcard|proc|sys)/)");

    private static final List<String> PROGRAMS = List.of(
            "am",
            "app_process",
            "cmd",
            "date",
            "df",
            "dumpsys",
            "getconf",
            "getprop",
            "input",
            "logcat",
            "pidof",
            "pm",
            "settings",
            "sleep",
            "svc",
            "taskset");

    private static final String FOCUS_OF_APP = "dev.squeezebench/dev.squeezebench.android.app.RoundActivity";

    private static final String DUMPSYS = "dumpsys-";

    private final Path root;
    private final Kernel kernel;
    private final AtomicInteger zero = new AtomicInteger('0');
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> readings = new ConcurrentSkipListMap<>();
    private final AtomicReference<String> appCommand = new AtomicReference<>("");
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile boolean authorized = true;
    private volatile boolean silent;
    private volatile long roomBytes = 8L << 30;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private final AtomicReference<Cable> cable = new AtomicReference<>(Cable.NONE);

    /** What connects it to its computer. */
    interface Cable {
        /** Of a phone that nothing connects yet. */
        Cable NONE = new Cable() {
            @Override
            public void unplug() {}

            @Override
            public void plugIn() {}
        };

        void unplug() throws IOException;

        void plugIn() throws IOException;
    }

    /** A phone with eight processors in three clusters, at rest: cool, charged, awake. */
    public Phone(Path root, String serial) throws IOException {
        this.root = root.toRealPath();
        this.kernel = new Kernel(this.root);
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
        for (String folder : List.of(
                "bin", "sim/processes", "sim/packages", "data/local/tmp", "sdcard/Android/media/dev.squeezebench")) {
            Files.createDirectories(this.root.resolve(folder));
        }
        writeProperties();
        battery(76, 28.5, true);
        thermal(0);
        state("android-id", "a" + serial.toLowerCase(Locale.ROOT) + "\n");
        state("settings-global-low_power", "0\n");
        state("settings-global-airplane_mode_on", "0\n");
        state("settings-global-stay_on_while_plugged_in", "0\n");
        state("settings-global-window_animation_scale", "1.0\n");
        state("settings-global-transition_animation_scale", "1.0\n");
        state("settings-global-animator_duration_scale", "1.0\n");
        state("dumpsys-power", "POWER MANAGER (dumpsys power)\n  mWakefulness=Awake\n  mIsPowered=true\n");
        focus(FOCUS_OF_APP);
        programs();
    }

    private void programs() throws IOException {
        for (String name : PROGRAMS) {
            try (InputStream text = requireNonNull(Phone.class.getResourceAsStream("bin/" + name), name)) {
                executable(root.resolve("bin").resolve(name), new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        appCommand("echo 'the app is not installed on this device' >&2; exit 1");
        room(roomBytes);
        pageBytes(4096);
        clockError(Duration.ZERO);
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
        String shown = name.startsWith(DUMPSYS) ? inOwnDigits(text) : text;
        Files.writeString(root.resolve("sim").resolve(name), shown);
    }

    /** Its language, in whose digits its services print, as some phones' do, and which its app's Java has. */
    public void locale(Locale newLocale) throws IOException {
        property("persist.sys.locale", newLocale.toLanguageTag());
        state(
                "java-locale",
                "-Duser.language=" + newLocale.getLanguage() + " -Duser.country=" + newLocale.getCountry());
        zero.set(DecimalFormatSymbols.getInstance(newLocale).getZeroDigit());
        try (Stream<Path> files = Files.list(root.resolve("sim"))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(DUMPSYS)) {
                    state(name, Files.readString(file));
                }
            }
        }
    }

    private String inOwnDigits(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars()
                .forEach(each -> shown.append((char) (each >= '0' && each <= '9' ? zero.get() + each - '0' : each)));
        return shown.toString();
    }

    /** The battery's level in percent, temperature, and whether it is plugged in. */
    public void battery(int level, double newCelsius, boolean powered) throws IOException {
        readings.put("battery_temperature", String.format(Locale.ROOT, "%.1f celsius", newCelsius));
        readings.put("battery_level", level + " percent");
        readings.put("battery_plugged", (powered ? 2 : 0) + " kind");
        writeReadings();
        state(
                "dumpsys-battery",
                "Current Battery Service state:\n  AC powered: false\n  USB powered: " + powered
                        + "\n  Wireless powered: false\n  Dock powered: false\n  Max charging current: 500000\n"
                        + "  Max charging voltage: 5000000\n  Charge counter: 2052000\n  status: " + (powered ? 2 : 3)
                        + "\n  health: 2\n  present: true\n  level: " + level + "\n  scale: 100\n  voltage: 4123\n"
                        + "  temperature: " + Math.round(newCelsius * 10) + "\n  technology: Li-ion\n");
    }

    /** The thermal status, from 0 (none) to 6 (shutdown). */
    public void thermal(int status) throws IOException {
        readings.put("thermal_status", status + " level");
        writeReadings();
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

    /** Its app is told the same as its host. */
    private void writeReadings() throws IOException {
        StringBuilder text = new StringBuilder();
        readings.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        // In one step: the app reads it at any time.
        Path next = Files.writeString(root.resolve("sim/readings.next"), text);
        Files.move(
                next,
                root.resolve("sim/readings"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Heats it up: battery and thermal status, and what the kernel then lets its processors run at. */
    public void heat(double newCelsius, int status, int maxKhz) throws IOException {
        battery(70, newCelsius, true);
        thermal(status);
        kernel.limit(maxKhz);
    }

    /** The same for a while. */
    public void heat(double newCelsius, int status, int maxKhz, Duration time) throws IOException {
        heat(newCelsius, status, maxKhz);
        later(time, () -> heat(28.5, 0, Integer.MAX_VALUE));
    }

    /** The processor that its app's threads run on from now on. */
    public void moveTo(int processor) throws IOException {
        kernel.moveTo(processor);
    }

    /** What happens on it in the place of a {@code sleep} of so many seconds: a script for {@code sh}, maybe an empty one. */
    public void insteadOfSleeping(int seconds, String script) throws IOException {
        state("sleep-" + seconds, script + '\n');
    }

    private void focus(String window) throws IOException {
        state(
                "dumpsys-window",
                "WINDOW MANAGER WINDOWS (dumpsys window windows)\n  mCurrentFocus=Window{6ac1d u0 " + window
                        + "}\n  mFocusedApp=ActivityRecord{80ad u0 " + window + " t12}\n");
    }

    /** A dialog of another app covers the activity: Android then counts the app among those behind. */
    public void dialog() throws IOException {
        focus("com.android.systemui/com.android.systemui.usb.UsbDebuggingActivity");
        kernel.cpuset("/foreground");
    }

    /** The screen is off. */
    public void sleep() throws IOException {
        state("dumpsys-power", "POWER MANAGER (dumpsys power)\n  mWakefulness=Asleep\n  mIsPowered=true\n");
        kernel.cpuset("/background");
    }

    /** The size of its pages of memory. */
    public void pageBytes(int bytes) throws IOException {
        state("page-bytes", bytes + "\n");
    }

    /** How far its clock is wrong. */
    public void clockError(Duration error) throws IOException {
        state("clock-error", error.toSeconds() + "\n");
    }

    /** The share of its processors that other apps take. */
    public void load(double share) throws IOException {
        kernel.load(share);
    }

    /** A runtime that is asked for an acceleration gives another one and does not say so. */
    public void fallBack(String asked, String given) throws IOException {
        state("fall-back", asked + ' ' + given + '\n');
    }

    /**
     * What its GPU takes of a graph, of which it takes all otherwise.
     *
     * @param said a number of nodes and of the parts that the graph falls into, such as {@code 10 in 3}, or the driver's words
     *     where it takes none
     */
    public void gpu(String said) throws IOException {
        state("gpu", said + '\n');
    }

    /**
     * Makes one acceleration slower on it, and no other.
     *
     * @param acceleration its name; or that of a native library, where every process is slower that has it
     * @param share of an invocation's time that is added, such as 1 for twice the time, below 10
     */
    public void slowDown(String acceleration, double share) throws IOException {
        state("slow-down", acceleration + ' ' + share + '\n');
    }

    /** Every process of the app gets a signal, such as {@code SEGV}. */
    public void signalApp(String signal) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        try (Stream<Path> files = Files.list(root.resolve("sim/processes"))) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(number -> ProcessHandle.of(Long.parseLong(number)).isPresent())
                    .forEach(command::add);
        }
        if (command.size() == 2) {
            return;
        }
        Process kill = new ProcessBuilder(command).start();
        try {
            kill.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** The app does not respond any more, until Android ends it. */
    public void hangApp() throws IOException {
        signalApp("STOP");
    }

    /** Android ends the app, since it does not respond. */
    public void endHangingApp() throws IOException {
        state("not-responding", "");
        signalApp("KILL");
    }

    /** Starts anew: every process ends, and it is gone for a while. */
    public void reboot(Duration away) throws IOException {
        unplug();
        signalApp("KILL");
        property("sys.boot_completed", "");
        later(away, () -> {
            plugIn();
            property("sys.boot_completed", "1");
        });
    }

    /** Pulls its cable for a while. */
    public void unplug(Duration away) throws IOException {
        unplug();
        later(away, this::plugIn);
    }

    /** What happens after a while. */
    private interface Later {
        void happens() throws IOException;
    }

    private static void later(Duration after, Later what) {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(after.toMillis());
                        what.happens();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        return;
                    }
                },
                "what happens later");
        thread.setDaemon(true);
        thread.start();
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

    /** Its user takes back that this computer may debug it. */
    public void revoke() throws IOException {
        authorized = false;
        unplug();
        plugIn();
    }

    /** A slow cable. */
    public void speed(long newBytesPerSecond) {
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

    void connectedBy(Cable newCable) {
        cable.set(newCable);
    }

    /** Pulls its cable. */
    public void unplug() throws IOException {
        requireNonNull(cable.get()).unplug();
    }

    /** Plugs it in again. */
    public void plugIn() throws IOException {
        requireNonNull(cable.get()).plugIn();
    }

    void asked(String service) throws IOException {
        kernel.count();
        happened("asked " + service);
    }

    /** What its shell printed for its host. */
    void told(String text) throws IOException {
        happened("told " + text);
    }

    void pushed(String path) throws IOException {
        happened("pushed " + path);
    }

    private void happened(String event) throws IOException {
        for (Fault fault : List.copyOf(faults)) {
            if (fault.concerns(event) && faults.remove(fault)) {
                if (fault.time() > 1) {
                    faults.add(fault.later());
                } else {
                    fault.action().happenTo(this);
                }
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

    /**
     * What a command printed.
     *
     * @param out both its outputs
     * @param status its exit status
     */
    public record Ran(String out, int status) {}

    /** Runs a command in its shell, without adb. */
    public Ran run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(root.resolve("sim"), "run", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", inside(command))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        environment(builder.environment());
        int status = builder.start().waitFor();
        byte[] printed = Files.readAllBytes(output);
        Files.delete(output);
        return new Ran(new String(outside(printed, printed.length), StandardCharsets.UTF_8), status);
    }

    void environment(Map<String, String> variables) {
        variables.put("PHONE", root.toString());
        variables.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
        variables.remove("JAVA_TOOL_OPTIONS");
    }
}
