package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Several simulated phones in one process, until its standard input ends. The serial of each, as adb connects to it, is a
 * line of the output. Arguments: {@code --folder DIR --phones N [--port FIRST] --app CLASSPATH}; {@code --recorded ROUND
 * --seconds N} where only the first round is measured and all others play it; faults {@code --fault
 * PHONE=WORD@EXPRESSION}, or {@code PHONE=WORD#TIME@EXPRESSION}: what happens to a phone (from 1) the first time,
 * or at that time, that its host asks for, pushes or is told something that the regular expression is found in.
 */
public final class SimulatedLab implements AutoCloseable {
    private static final Pattern FAULT = Pattern.compile("([0-9]{1,3})=([a-z-]+)(?:#([0-9]{1,3}))?@(.+)");

    private final List<Daemon> daemons = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();

    /** What a lab's phones run. */
    @FunctionalInterface
    public interface App {
        void install(Phone phone) throws IOException;
    }

    /**
     * Starts phones {@code SIM1}, {@code SIM2} and so on.
     *
     * @param folder where each gets a folder of its own
     * @param firstPort of consecutive ones; 0 for any
     */
    public static SimulatedLab start(Path folder, int count, int firstPort, App app) throws IOException {
        SimulatedLab lab = new SimulatedLab();
        for (int number = 1; number <= count; number++) {
            Phone phone = new Phone(Files.createDirectories(folder.resolve("phone" + number)), "SIM" + number);
            phone.property("ro.product.model", Phone.MARK + " phone " + number);
            app.install(phone);
            lab.phones.add(phone);
            lab.daemons.add(Daemon.start(phone, firstPort == 0 ? 0 : firstPort + number - 1));
        }
        return lab;
    }

    /** Each phone's, from 0. */
    public Phone phone(int index) {
        return phones.get(index);
    }

    /** Each phone's daemon. */
    public List<Daemon> daemons() {
        return List.copyOf(daemons);
    }

    /**
     * Adds a fault.
     *
     * @param script {@code PHONE=WORD@EXPRESSION} or {@code PHONE=WORD#TIME@EXPRESSION}
     * @throws IllegalArgumentException when it is none, or there is no such word
     */
    public void add(String script) {
        java.util.regex.Matcher fault = FAULT.matcher(script);
        if (!fault.matches()) {
            throw new IllegalArgumentException(script + ": give PHONE=WORD@EXPRESSION or PHONE=WORD#TIME@EXPRESSION");
        }
        int time = fault.group(3) == null ? 1 : Integer.parseInt(fault.group(3));
        phones.get(Integer.parseInt(fault.group(1)) - 1).add(Fault.at(fault.group(4), time, action(fault.group(2))));
    }

    /** What each word does. */
    static Fault.Action action(String word) {
        return switch (word) {
            case "unplug" -> Phone::unplug;
            case "unplug-briefly" -> phone -> phone.unplug(Duration.ofSeconds(2));
            case "reboot" -> phone -> phone.reboot(Duration.ofSeconds(3));
            case "slow-usb" -> phone -> phone.speed(500_000);
            case "offline" -> phone -> phone.silent(true);
            case "unauthorized" -> Phone::revoke;
            case "full" -> phone -> phone.room(0);
            case "battery-low" -> phone -> phone.battery(12, 28.5, false);
            case "hot" -> phone -> phone.heat(44.5, 2, 1_200_000);
            case "hot-briefly" -> phone -> phone.heat(44.5, 2, 1_200_000, Duration.ofSeconds(15));
            case "cool" -> phone -> phone.heat(28.5, 0, Integer.MAX_VALUE);
            case "little-core" -> phone -> phone.moveTo(1);
            case "fall-back" -> phone -> phone.fallBack("xnnpack", "builtin");
            case "crash" -> phone -> phone.signalApp("SEGV");
            case "killed" -> phone -> phone.signalApp("KILL");
            case "hang" -> Phone::hangApp;
            case "not-responding" -> Phone::endHangingApp;
            case "dialog" -> Phone::dialog;
            case "screen-off" -> Phone::sleep;
            case "other-serial" -> phone -> phone.property("ro.serialno", "ANOTHER");
            case "busy" -> phone -> phone.load(.8);
            default -> throw new IllegalArgumentException("there is no fault '" + word + '\'');
        };
    }

    @Override
    public void close() throws IOException {
        for (int index = 0; index < phones.size(); index++) {
            daemons.get(index).close();
            phones.get(index).signalApp("KILL");
        }
    }

    /** Runs a lab until standard input ends. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(option(args, "--folder", "simulated-lab"));
        Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
        String classPath = option(args, "--app", "");
        String recorded = option(args, "--recorded", "");
        DesktopApp measures = new DesktopApp(
                java, Stream.of(classPath.split(":", -1)).map(Path::of).toList());
        App app = recorded.isEmpty()
                ? measures::install
                : new RecordedApp(measures, Path.of(recorded), Integer.parseInt(option(args, "--seconds", "2")))
                        ::install;
        try (SimulatedLab lab = start(
                Files.createDirectories(folder),
                Integer.parseInt(option(args, "--phones", "5")),
                Integer.parseInt(option(args, "--port", "0")),
                app)) {
            for (int at = 0; at + 1 < args.length; at++) {
                if (args[at].equals("--fault")) {
                    lab.add(args[at + 1]);
                }
            }
            lab.daemons.forEach(daemon -> System.out.println(daemon.serial()));
            System.out.flush();
            // Whatever is typed means nothing; its end ends the lab.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String option(String[] args, String name, String usual) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 || at + 1 == args.length ? usual : args[at + 1];
    }
}
