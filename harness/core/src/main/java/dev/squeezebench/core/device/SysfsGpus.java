package dev.squeezebench.core.device;

import dev.squeezebench.core.environment.SystemFiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * AMD's and Intel's GPUs as Linux shows them below {@code /sys/class/drm}, in a handful of small files. Sources: the
 * kernel's documentation of {@code amdgpu} ("GPU power/thermal controls and monitoring"), {@code i915} ({@code
 * sysfs-driver-intel-i915-hwmon}, {@code gt/gt0/rps_*}) and {@code hwmon}.
 */
final class SysfsGpus implements GpuReader {
    private static final String CARDS = "/sys/class/drm";
    private static final Pattern CARD = Pattern.compile("card[0-9]+");
    private static final Pattern LEVEL = Pattern.compile("(?m)^\\s*[0-9A-Z]+:\\s*([0-9]{1,6})Mhz\\s*(\\*?)\\s*$");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^(DRIVER|PCI_ID)=(\\S+)$");
    private static final double PERCENT = .01;
    private static final double MEGAHERTZ = 1e6;
    private static final double MILLI = 1e-3;
    private static final double MICRO = 1e-6;

    private final SystemFiles files;

    SysfsGpus(SystemFiles files) {
        this.files = files;
    }

    @Override
    public List<GpuSample> now() {
        return files.names(CARDS).stream()
                .filter(name -> CARD.matcher(name).matches())
                .map(this::sample)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Monitor monitor(Duration every, Consumer<Timed<GpuSample>> read) {
        return new Polling(this, every, read);
    }

    @Override
    public OptionalLong freeBytes() {
        return files.names(CARDS).stream()
                .filter(name -> CARD.matcher(name).matches())
                .map(card -> CARDS + '/' + card + "/device/mem_info_vram_")
                .flatMap(memory -> files
                        .number(memory + "total")
                        .flatMap(total -> files.number(memory + "used").map(used -> Math.max(0, total - used)))
                        .stream())
                .mapToLong(Long::longValue)
                .min();
    }

    /** What a card reports; empty where it reports nothing, as a virtual display or NVIDIA's driver does. */
    private Optional<GpuSample> sample(String card) {
        String folder = CARDS + '/' + card;
        String device = folder + "/device";
        Optional<String> sensors =
                files.names(device + "/hwmon").stream().findFirst().map(name -> device + "/hwmon/" + name + '/');
        String levels = files.read(device + "/pp_dpm_sclk").orElse("");
        GpuSample sample = new GpuSample(
                card,
                source(card, device),
                Optional.empty(),
                number(device + "/gpu_busy_percent", PERCENT),
                whole(number(device + "/mem_info_vram_used", 1)),
                whole(first(level(levels, true), number(folder + "/gt/gt0/rps_act_freq_mhz", MEGAHERTZ))),
                whole(first(level(levels, false), number(folder + "/gt/gt0/rps_max_freq_mhz", MEGAHERTZ))),
                sensor(sensors, "temp1_input", MILLI),
                first(sensor(sensors, "power1_average", MICRO), sensor(sensors, "power1_input", MICRO)),
                first(sensor(sensors, "power1_cap", MICRO), sensor(sensors, "power1_max", MICRO)),
                OptionalLong.empty());
        boolean reports = sample.utilization().isPresent()
                || sample.memoryBytes().isPresent()
                || sample.clockHz().isPresent();
        return reports ? Optional.of(sample) : Optional.empty();
    }

    /** Such as {@code sysfs, card0, amdgpu 1002:73BF}. */
    private String source(String card, String device) {
        StringBuilder source = new StringBuilder("sysfs, ").append(card);
        String separator = ", ";
        for (MatchResult property : PROPERTY.matcher(
                        files.read(device + "/uevent").orElse(""))
                .results()
                .toList()) {
            source.append(separator).append(property.group(2));
            separator = " ";
        }
        return source.toString();
    }

    /** The clock that is marked as the present one, or the highest. */
    private static OptionalDouble level(String levels, boolean present) {
        return LEVEL.matcher(levels)
                .results()
                .filter(level -> !present || level.group(2).equals("*"))
                .mapToDouble(level -> Double.parseDouble(level.group(1)) * MEGAHERTZ)
                .max();
    }

    private OptionalDouble sensor(Optional<String> sensors, String name, double unit) {
        return sensors.isPresent() ? number(sensors.get() + name, unit) : OptionalDouble.empty();
    }

    /** A value below zero is none: drivers answer so where a sensor sleeps. */
    private OptionalDouble number(String path, double unit) {
        Optional<Long> value = files.number(path).filter(number -> number >= 0);
        return value.isPresent() ? OptionalDouble.of(value.get() * unit) : OptionalDouble.empty();
    }

    private static OptionalDouble first(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() ? one : other;
    }

    private static OptionalLong whole(OptionalDouble value) {
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
    }
}
