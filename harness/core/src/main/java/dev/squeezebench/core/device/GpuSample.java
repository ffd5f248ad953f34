package dev.squeezebench.core.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What {@code nvidia-smi --query-gpu} tells of one GPU at one moment; what the device does not tell is absent.
 *
 * @param index of the GPU, from 0
 * @param name such as {@code NVIDIA H100 80GB HBM3}
 * @param driver version of the driver
 * @param persistent whether the driver stays loaded when nobody uses the GPU
 * @param utilization share of the sampling time in which a kernel ran
 * @param memoryBytes used by all processes
 * @param clockHz of the multiprocessors
 * @param maxClockHz the highest that they can reach
 * @param celsius temperature
 * @param watts power drawn
 * @param wattsLimit power that it may draw
 * @param slowed bits of the reasons that hold the clock down: NVML's {@code nvmlClocksEventReasons}
 */
record GpuSample(
        int index,
        String name,
        String driver,
        Optional<Boolean> persistent,
        OptionalDouble utilization,
        OptionalLong memoryBytes,
        OptionalLong clockHz,
        OptionalLong maxClockHz,
        OptionalDouble celsius,
        OptionalDouble watts,
        OptionalDouble wattsLimit,
        OptionalLong slowed) {
    /** Name of the field of reasons since driver 535. */
    static final String REASONS = "clocks_event_reasons.active";

    /** The same in older drivers. */
    static final String OLD_REASONS = "clocks_throttle_reasons.active";

    /** The fields that a line holds, before the reasons. */
    static final String FIELDS = "index,name,driver_version,persistence_mode,utilization.gpu,memory.used,clocks.sm,"
            + "clocks.max.sm,temperature.gpu,power.draw,power.limit";

    private static final int COUNT = 12;
    private static final long MEBIBYTE = 1 << 20;
    private static final double MEGAHERTZ = 1e6;

    /** A line of {@code --format=csv,noheader,nounits}; empty when it is none. */
    static Optional<GpuSample> parse(String line) {
        List<String> cells =
                Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        if (cells.size() != COUNT || !cells.get(0).matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        return Optional.of(new GpuSample(
                Integer.parseInt(cells.get(0)),
                cells.get(1),
                cells.get(2),
                switch (cells.get(3)) {
                    case "Enabled" -> Optional.of(true);
                    case "Disabled" -> Optional.of(false);
                    default -> Optional.empty();
                },
                number(cells.get(4), .01),
                whole(number(cells.get(5), MEBIBYTE)),
                whole(number(cells.get(6), MEGAHERTZ)),
                whole(number(cells.get(7), MEGAHERTZ)),
                number(cells.get(8), 1),
                number(cells.get(9), 1),
                number(cells.get(10), 1),
                bits(cells.get(11))));
    }

    /** {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]} and the like are no numbers. */
    private static OptionalDouble number(String cell, double unit) {
        return cell.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")
                ? OptionalDouble.of(Double.parseDouble(cell) * unit)
                : OptionalDouble.empty();
    }

    private static OptionalLong whole(OptionalDouble value) {
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
    }

    private static OptionalLong bits(String cell) {
        return cell.matches("0x[0-9A-Fa-f]{1,16}")
                ? OptionalLong.of(Long.parseUnsignedLong(cell.substring(2), 16))
                : OptionalLong.empty();
    }
}
