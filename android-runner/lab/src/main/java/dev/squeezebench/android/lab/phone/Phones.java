package dev.squeezebench.android.lab.phone;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which phones there are, on all servers of a laboratory. */
public final class Phones {
    private static final String NONE =
            "no device is connected: turn on 'USB debugging' in the developer options of a phone"
                    + " (tap its build number seven times to see them) and plug it in";

    private static final Redaction HASHED = new Redaction(false);

    private final List<AdbServer> servers;

    /**
     * @param servers where to look
     */
    public Phones(List<AdbServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** All that the servers list, whatever their state. */
    public List<ListedDevice> all() throws AdbException {
        List<ListedDevice> all = new ArrayList<>();
        for (AdbServer server : servers) {
            server.version();
            all.addAll(server.devices());
        }
        return List.copyOf(all);
    }

    /** The same, at least one. */
    public List<ListedDevice> some() throws AdbException {
        List<ListedDevice> all = all();
        if (all.isEmpty()) {
            throw new AdbException(Problem.NO_DEVICE, NONE);
        }
        return all;
    }

    /**
     * The phone with this serial.
     *
     * @param serial in clear, or hashed as results have it
     * @throws AdbException when there is none, there are two, or it cannot be used
     */
    public ListedDevice ready(String serial) throws AdbException {
        List<ListedDevice> all = some();
        List<ListedDevice> found =
                all.stream().filter(device -> isNamed(device, serial)).toList();
        if (found.isEmpty()) {
            throw new AdbException(
                    Problem.NO_DEVICE,
                    "no device " + Printable.quoted(serial) + " is connected; there are "
                            + all.stream()
                                    .map(device -> Printable.text(device.serial()))
                                    .collect(Collectors.joining(", "))
                            + ": plug it in, or name one of these");
        }
        if (found.size() > 1) {
            throw new AdbException(
                    Problem.NO_DEVICE,
                    found.size() + " devices have the serial " + Printable.quoted(serial)
                            + ", so that neither can be named: unplug all but one");
        }
        ListedDevice device = found.get(0);
        if (device.obstacle().isPresent()) {
            throw new AdbException(
                    Problem.NO_DEVICE,
                    "device " + Printable.quoted(serial) + " cannot be used, since "
                            + device.obstacle().get());
        }
        return device;
    }

    /** Whether a device is meant by its serial, in clear or hashed as results have it. */
    public static boolean isNamed(ListedDevice device, String word) {
        return device.serial().equals(word) || HASHED.name(device.serial()).equals(word);
    }

    /** Whether another device has the same serial. */
    public static boolean isAmbiguous(ListedDevice device, List<ListedDevice> all) {
        return all.stream()
                        .filter(other -> other.serial().equals(device.serial()))
                        .count()
                > 1;
    }
}
