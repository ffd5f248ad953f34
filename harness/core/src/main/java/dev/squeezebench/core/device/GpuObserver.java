package dev.squeezebench.core.device;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.results.Reading;
import dev.squeezebench.results.Warning;
import dev.squeezebench.results.statistics.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads NVIDIA's GPUs while a trial runs on one, in a process of its own. A trial on the processor is left alone: reading
 * would take from it what it measures.
 */
public final class GpuObserver implements TrialObserver {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final String program;
    private boolean lookedFor;
    private Optional<NvidiaSmi> smi = Optional.empty();

    private GpuObserver(String program) {
        this.program = program;
    }

    /** Observes this machine's GPUs; none where the driver's {@code nvidia-smi} is not on the path or finds none. */
    public static GpuObserver ofThisMachine() {
        return using("nvidia-smi");
    }

    static GpuObserver using(String program) {
        return new GpuObserver(program);
    }

    @Override
    public Watch before(PlannedScenario planned) {
        if (!planned.runner().isOnDevice(planned.scenario().acceleration())) {
            return samples -> Observed.NOTHING;
        }
        if (!lookedFor) {
            smi = NvidiaSmi.find(program);
            lookedFor = true;
        }
        return smi.map(GpuObserver::watch).orElse(samples -> Observed.NOTHING);
    }

    private static Watch watch(NvidiaSmi smi) {
        List<GpuSample> before = smi.now();
        int others = smi.computing();
        NvidiaSmi.Monitor monitor = smi.monitor(EVERY);
        return samples -> {
            monitor.close();
            return observed(before, monitor.samples(), others);
        };
    }

    private static Observed observed(List<GpuSample> before, List<GpuSample> during, int others) {
        Map<Integer, List<GpuSample>> byGpu =
                during.stream().collect(Collectors.groupingBy(GpuSample::index, TreeMap::new, Collectors.toList()));
        List<Reading> readings = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        byGpu.forEach((index, samples) -> {
            GpuSample last = samples.get(samples.size() - 1);
            String source = "nvidia-smi, GPU " + index + ", " + last.name() + ", driver " + last.driver();
            before.stream()
                    .filter(sample -> sample.index() == index)
                    .forEach(sample ->
                            add(readings, "gpu_memory_used", real(sample.memoryBytes()), "bytes", source, "before"));
            during(readings, source, samples);
            warnings.addAll(GpuJudge.warnings(samples, others));
        });
        return new Observed(readings, warnings.stream().distinct().toList());
    }

    private static void during(List<Reading> readings, String source, List<GpuSample> samples) {
        String during = "during";
        add(readings, "gpu_memory_peak", largest(samples, s -> real(s.memoryBytes())), "bytes", source, during);
        add(readings, "gpu_utilization", median(samples, GpuSample::utilization), "ratio", source, during);
        add(readings, "gpu_clock", median(samples, s -> real(s.clockHz())), "hertz", source, during);
        add(readings, "gpu_clock_highest", largest(samples, s -> real(s.maxClockHz())), "hertz", source, during);
        add(readings, "gpu_temperature_peak", largest(samples, GpuSample::celsius), "celsius", source, during);
        add(readings, "gpu_power", median(samples, GpuSample::watts), "watts", source, during);
        add(readings, "gpu_power_limit", largest(samples, GpuSample::wattsLimit), "watts", source, during);
    }

    private static void add(
            List<Reading> readings, String name, OptionalDouble value, String unit, String source, String moment) {
        value.ifPresent(known -> readings.add(new Reading(name, known, unit, source, moment)));
    }

    private static OptionalDouble real(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private static OptionalDouble largest(List<GpuSample> samples, Function<GpuSample, OptionalDouble> value) {
        return samples.stream()
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    private static OptionalDouble median(List<GpuSample> samples, Function<GpuSample, OptionalDouble> value) {
        double[] values = samples.stream()
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(values));
    }
}
