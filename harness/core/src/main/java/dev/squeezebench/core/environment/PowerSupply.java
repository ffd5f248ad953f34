package dev.squeezebench.core.environment;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the machine's power comes from.
 *
 * @param onBattery true on battery, false on mains; absent where no supply is shown, as on most desktops and servers
 * @param charge of the battery, 0 to 1
 */
record PowerSupply(Optional<Boolean> onBattery, OptionalDouble charge) {
    private static final String SUPPLIES = "/sys/class/power_supply/";
    private static final double PERCENT = 100;

    /** Reads {@code /sys/class/power_supply} (ABI/testing/sysfs-class-power). */
    static PowerSupply read(SystemFiles files) {
        boolean mains = false;
        boolean discharging = false;
        OptionalDouble charge = OptionalDouble.empty();
        for (String name : files.names(SUPPLIES)) {
            String supply = SUPPLIES + name + "/";
            String type = files.read(supply + "type").orElse("");
            // Mice and keyboards are listed too, and do not feed the machine.
            boolean ofDevice = files.read(supply + "scope").orElse("System").equals("Device");
            if (type.equals("Battery") && !ofDevice) {
                discharging |= files.read(supply + "status").orElse("").equals("Discharging");
                Optional<Long> percent = files.number(supply + "capacity");
                charge = percent.isPresent() ? OptionalDouble.of(percent.get() / PERCENT) : charge;
            } else if (type.equals("Mains") || type.startsWith("USB")) {
                mains |= files.number(supply + "online").orElse(0L) == 1;
            }
        }
        if (mains) {
            return new PowerSupply(Optional.of(false), charge);
        }
        return new PowerSupply(discharging ? Optional.of(true) : Optional.empty(), charge);
    }
}
