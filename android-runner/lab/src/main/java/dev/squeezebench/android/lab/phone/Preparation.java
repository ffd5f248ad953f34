package dev.squeezebench.android.lab.phone;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets what disturbs measuring, and puts back exactly what was there. The old values are in a journal on the phone before
 * the first one is changed, so that they can be put back after a kill, and from any other computer.
 */
public final class Preparation {
    /** All that is ours on a phone. */
    public static final String FOLDER = "/data/local/tmp/squeezebench";

    /** The app. */
    public static final String PACKAGE = "dev.squeezebench";

    /** Where the app and the shell both read and write. */
    public static final String MEDIA = "/sdcard/Android/media/" + PACKAGE;

    /** Which computer measures on it. */
    public static final String LOCK = FOLDER + "/lock";

    private static final String JOURNAL = FOLDER + "/prepared";

    /** A value that a setting does not have: it is absent then. */
    private static final String ABSENT = "null";

    private static final Pattern LINE = Pattern.compile("(global) ([a-z_]{1,60}) ([A-Za-z0-9.]{1,40})");

    private static final int FIRST_API_OF_AIRPLANE_COMMAND = 30;

    /** Stays awake on any source of power; no animations. */
    private static final List<Setting> SETTINGS = List.of(
            new Setting("stay_on_while_plugged_in", "7"),
            new Setting("window_animation_scale", "0"),
            new Setting("transition_animation_scale", "0"),
            new Setting("animator_duration_scale", "0"));

    private static final String AIRPLANE = "airplane_mode_on";

    private final AdbDevice device;

    /** A preparation of one phone. */
    public Preparation(AdbDevice device) {
        this.device = device;
    }

    /**
     * One setting of Android's table {@code global}.
     *
     * @param name its name
     * @param value in Android's words; {@code null} where it is absent
     */
    public record Setting(String name, String value) {
        @Override
        public String toString() {
            return name + '=' + value;
        }
    }

    /**
     * Prepares the phone; one that is prepared is prepared again, and keeps its journal.
     *
     * @return what was changed, with the new values
     */
    public List<Setting> prepare() throws AdbException {
        List<Setting> wanted = new ArrayList<>(SETTINGS);
        PhoneFacts facts = PhoneFacts.of(device);
        // Without a radio, a device on the network would be lost.
        boolean onCable = device.listed().serial().indexOf(':') < 0;
        if (onCable && facts.api().orElse(0) >= FIRST_API_OF_AIRPLANE_COMMAND) {
            wanted.add(new Setting(AIRPLANE, "1"));
        }
        if (device.files().stat(JOURNAL).isEmpty()) {
            StringBuilder journal = new StringBuilder();
            for (Setting setting : wanted) {
                journal.append("global ")
                        .append(setting.name())
                        .append(' ')
                        .append(read(setting.name()))
                        .append('\n');
            }
            device.output(
                    "keep its settings",
                    ShellCommand.script(
                            "mkdir -p \"$1\" && printf %s \"$2\" >\"$3.new\" && sync && mv \"$3.new\" \"$3\"",
                            FOLDER, journal.toString(), JOURNAL));
        }
        List<Setting> changed = new ArrayList<>();
        for (Setting setting : wanted) {
            if (!read(setting.name()).equals(setting.value())) {
                write(setting);
                changed.add(setting);
            }
        }
        device.output("turn on its screen", ShellCommand.of("input", "keyevent", "KEYCODE_WAKEUP"));
        return List.copyOf(changed);
    }

    /**
     * Puts back what was there before.
     *
     * @return what was put back; nothing where the phone was not prepared
     * @throws AdbException when a value does not come back, or the journal is damaged: it stays then
     */
    public List<Setting> restore() throws AdbException {
        if (device.files().stat(JOURNAL).isEmpty()) {
            return List.of();
        }
        List<Setting> before = new ArrayList<>();
        for (String line : device.output("read its journal", ShellCommand.of("cat", JOURNAL))
                .strip()
                .split("\\R", -1)) {
            Matcher setting = LINE.matcher(line);
            if (!setting.matches()) {
                throw new AdbException(
                        Problem.PROTOCOL,
                        "the journal " + JOURNAL + " on the device is damaged: set its developer options by hand, then"
                                + " remove that file");
            }
            before.add(new Setting(setting.group(2), setting.group(3)));
        }
        List<Setting> changed = new ArrayList<>();
        for (Setting setting : before) {
            if (!read(setting.name()).equals(setting.value())) {
                write(setting);
                changed.add(setting);
            }
        }
        device.output("remove its journal", ShellCommand.of("rm", JOURNAL));
        return List.copyOf(changed);
    }

    private String read(String name) throws AdbException {
        String value = device.output("read a setting", ShellCommand.of("settings", "get", "global", name))
                .strip();
        return value.isEmpty() ? ABSENT : value;
    }

    private void write(Setting setting) throws AdbException {
        ShellCommand command;
        if (setting.name().equals(AIRPLANE)) {
            command = ShellCommand.of(
                    "cmd", "connectivity", "airplane-mode", setting.value().equals("1") ? "enable" : "disable");
        } else if (setting.value().equals(ABSENT)) {
            command = ShellCommand.of("settings", "delete", "global", setting.name());
        } else {
            command = ShellCommand.of("settings", "put", "global", setting.name(), setting.value());
        }
        device.output("set " + setting, command);
        String now = read(setting.name());
        if (!now.equals(setting.value())) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device kept " + setting.name() + " at " + dev.squeezebench.records.text.Printable.text(now)
                            + ": allow 'Disable permission monitoring' in its developer options where it has that");
        }
    }

    /**
     * Removes what was pushed: models, inputs, rounds, the app. A journal of settings stays, and who measures on it.
     *
     * @return bytes that it took
     */
    public long clean() throws AdbException {
        String kilobytes = device.output(
                        "remove what was pushed", ShellCommand.script("""
                                sum=0
                                base=$(pm path "$4" 2>/dev/null | head -n 1)
                                for each in "$1"/* "$3"/* "${base#package:}"; do
                                    if [ "$each" != "$2" ] && [ "$each" != "$5" ] && [ -e "$each" ]; then
                                        size=$(du -sk "$each" 2>/dev/null | cut -f 1)
                                        sum=$((sum + ${size:-0}))
                                    fi
                                done
                                [ -z "$base" ] || pm uninstall "$4" >/dev/null 2>&1
                                for each in "$1"/*; do [ "$each" = "$2" ] || [ "$each" = "$5" ] || rm -rf "$each"; done
                                rm -rf "$3"
                                echo "$sum"
                                """, FOLDER, JOURNAL, MEDIA, PACKAGE, LOCK))
                .strip();
        return kilobytes.matches("[0-9]{1,12}") ? Long.parseLong(kilobytes) << 10 : 0;
    }
}
