package dev.squeezebench.core.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A line that {@code nvidia-smi} prints with {@code --format=csv,noheader,nounits}: memory in MiB, clocks in MHz, shares in
 * percent. {@code [N/A]}, {@code [Not Supported]}, {@code [Insufficient Permissions]} and the like are absent values.
 *
 * @param cells separated by commas
 */
record SmiLine(List<String> cells) {
    /** Name of the field of reasons since driver 535. */
    static final String REASONS = "clocks_event_reasons.active";

    /** The same in older drivers. */
    static final String OLD_REASONS = "clocks_throttle_reasons.active";

    /** The fields of {@code --query-gpu} that a sample is made of, before the reasons. */
    static final String GPU_FIELDS = "index,uuid,name,driver_version,persistence_mode,utilization.gpu,memory.used,"
            + "clocks.sm,clocks.max.sm,temperature.gpu,power.draw,power.limit";

    /** The fields of {@code --query-compute-apps}. */
    static final String PROCESS_FIELDS = "pid,gpu_uuid,used_memory";

    private static final int GPU_CELLS = 13;
    private static final int PROCESS_CELLS = 3;
    private static final String UUID = "(GPU|MIG)-[0-9A-Za-z/-]{1,80}";
    private static final long MEBIBYTE = 1 << 20;
    private static final double MEGAHERTZ = 1e6;

    SmiLine {
        cells = List.copyOf(cells);
    }

    static SmiLine of(String line) {
        return new SmiLine(Arrays.stream(line.split(",", -1)).map(String::strip).toList());
    }

    /** What the line says of a GPU; empty when it is no such line. */
    Optional<GpuSample> gpu() {
        if (cells.size() != GPU_CELLS
                || !cells.get(0).matches("[0-9]{1,4}")
                || !cells.get(1).matches(UUID)) {
            return Optional.empty();
        }
        return Optional.of(new GpuSample(
                cells.get(1),
                "nvidia-smi, GPU " + cells.get(0) + ", " + cells.get(2) + ", driver " + cells.get(3),
                switch (cells.get(4)) {
                    case "Enabled" -> Optional.of(true);
                    case "Disabled" -> Optional.of(false);
                    default -> Optional.empty();
                },
                number(5, .01),
                whole(6, MEBIBYTE),
                whole(7, MEGAHERTZ),
                whole(8, MEGAHERTZ),
                number(9, 1),
                number(10, 1),
                number(11, 1),
                bits(12)));
    }

    /** What the line says of a process that computes; empty when it is no such line. */
    Optional<GpuProcess> process() {
        if (cells.size() != PROCESS_CELLS
                || !cells.get(0).matches("[0-9]{1,18}")
                || !cells.get(1).matches(UUID)) {
            return Optional.empty();
        }
        return Optional.of(new GpuProcess(Long.parseLong(cells.get(0)), cells.get(1), whole(2, MEBIBYTE)));
    }

    private OptionalDouble number(int cell, double unit) {
        return cells.get(cell).matches("[0-9]{1,12}(\\.[0-9]{1,6})?")
                ? OptionalDouble.of(Double.parseDouble(cells.get(cell)) * unit)
                : OptionalDouble.empty();
    }

    private OptionalLong whole(int cell, double unit) {
        OptionalDouble value = number(cell, unit);
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
    }

    private OptionalLong bits(int cell) {
        return cells.get(cell).matches("0x[0-9A-Fa-f]{1,16}")
                ? OptionalLong.of(Long.parseUnsignedLong(cells.get(cell).substring(2), 16))
                : OptionalLong.empty();
    }
}
