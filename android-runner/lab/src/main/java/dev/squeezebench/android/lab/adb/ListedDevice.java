package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device as an adb server lists it.
 *
 * @param server that knows it
 * @param serial by which adb names it; two devices may have the same
 * @param state in adb's word, such as {@code device}, {@code offline}, {@code unauthorized}
 * @param model such as {@code Pixel_3}; absent where the server does not know it
 */
public record ListedDevice(AdbServer server, String serial, String state, Optional<String> model) {
    /** The state of a device that can be used. */
    public static final String READY = "device";

    private static final Pattern LINE = Pattern.compile("(\\S+|\\(no serial number\\))\\s+(\\S.*)");
    private static final Pattern MODEL = Pattern.compile(" model:(\\S+)");
    private static final Pattern DETAILS = Pattern.compile("\\s+(?:usb|product|model|device|features|transport_id):.*");

    /** The devices of a list, one a line. */
    static List<ListedDevice> parse(AdbServer server, String text) throws AdbException {
        List<ListedDevice> devices = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AdbException(
                        Problem.PROTOCOL,
                        "the adb server at " + server + " lists a device as " + Printable.quoted(line)
                                + ": run 'adb kill-server' there, and try again");
            }
            String rest = ' ' + parts.group(2);
            Matcher model = MODEL.matcher(rest);
            devices.add(new ListedDevice(
                    server,
                    parts.group(1),
                    DETAILS.matcher(parts.group(2)).replaceFirst("").strip(),
                    model.find() ? Optional.of(model.group(1)) : Optional.empty()));
        }
        return List.copyOf(devices);
    }

    /** Whether it answers. */
    public boolean isReady() {
        return state.equals(READY);
    }

    /** Why it cannot be used, with what to do; empty where it can. */
    public Optional<String> obstacle() {
        if (isReady()) {
            return Optional.empty();
        }
        if (state.equals("unauthorized") || state.equals("authorizing")) {
            return Optional.of("it has not allowed this computer to debug it: unlock it and tap 'Allow' in the dialog"
                    + " 'Allow USB debugging?' (where no dialog shows, tap 'Revoke USB debugging authorizations' in its"
                    + " developer options, unplug it and plug it in again)");
        }
        if (state.equals("offline")) {
            return Optional.of("it does not answer adb: unplug it and plug it in again, or restart it");
        }
        if (state.startsWith("no permissions")) {
            return Optional.of("this user may not use its USB device: add udev rules for it (Debian: apt install"
                    + " android-sdk-platform-tools-common) and the user to the group plugdev, then plug it in again");
        }
        return Optional.of(
                "its state is " + Printable.quoted(state) + ": start Android on it and wait for the home screen");
    }

    /** The device, to work with. */
    public AdbDevice open() {
        return new AdbDevice(this);
    }
}
