package dev.squeezebench.cli.console;

import java.util.Locale;

/** Sizes for people, in powers of 1000 as disks have them. */
public final class ByteSizes {
    private static final long KILO = 1000;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private ByteSizes() {}

    /** Such as {@code 512 B}, {@code 3.1 MB}, {@code 438 MB}. */
    public static String text(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[Math.max(unit, 0)]);
    }
}
