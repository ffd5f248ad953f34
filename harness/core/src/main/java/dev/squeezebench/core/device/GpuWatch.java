package dev.squeezebench.core.device;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.core.ReadingList;
import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.core.TrialObserver.Watch;
import dev.squeezebench.core.device.GpuReader.Timed;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The GPUs of one reader over one trial. What is read after the last timed inference is not the trial's: a second session
 * then finds out where the nodes ran.
 */
final class GpuWatch implements Watch {
    private static final String BYTES = "bytes";

    private final List<GpuSample> before;
    private final List<GpuProcess> processesBefore;
    private final Queue<Timed<GpuSample>> samples = new ConcurrentLinkedQueue<>();
    private final Queue<Timed<GpuProcess>> ownSamples = new ConcurrentLinkedQueue<>();
    private final GpuReader.Monitor gpus;
    private final GpuReader.Monitor ownProcesses;
    private final Map<Stage, Instant> stages = new ConcurrentHashMap<>();

    GpuWatch(GpuReader reader, Duration every) {
        this.before = reader.now();
        this.processesBefore = reader.processes();
        this.gpus = reader.monitor(every, samples::add);
        this.ownProcesses = reader.monitorProcesses(every, ownSamples::add);
    }

    @Override
    public void entered(Stage stage, Instant at) {
        stages.put(stage, at);
    }

    @Override
    public void close() {
        gpus.close();
        ownProcesses.close();
    }

    @Override
    public Observed after(Samples timed) {
        close();
        Instant end = stages.entrySet().stream()
                .filter(stage -> stage.getKey().compareTo(Stage.MEASURE) > 0)
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        List<Timed<GpuSample>> trial = between(Instant.MIN, end, List.copyOf(samples));
        List<Timed<GpuProcess>> own = between(Instant.MIN, end, List.copyOf(ownSamples));
        Map<String, List<Timed<GpuSample>>> byGpu = trial.stream()
                .collect(Collectors.groupingBy(sample -> sample.value().gpu(), TreeMap::new, Collectors.toList()));
        Optional<Set<String>> used = used(byGpu.keySet(), own);
        List<Reading> readings = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        byGpu.forEach((gpu, read) -> {
            if (used.isEmpty() || used.get().contains(gpu)) {
                ReadingList list =
                        new ReadingList(read.get(read.size() - 1).value().source());
                memory(gpu, read, list);
                memoryOfProcess(gpu, own, list);
                list.add(
                        "gpu_clock_warm",
                        last(before(Stage.MEASURE, read), GpuSample::clockHz),
                        "hertz",
                        ReadingList.DURING);
                during(values(since(Stage.WARM_UP, read)), list);
                readings.addAll(list.all());
            }
            if (used.isPresent() && used.get().contains(gpu)) {
                warnings.addAll(GpuJudge.warnings(
                        values(since(Stage.WARM_UP, read)), values(since(Stage.MEASURE, read)), others(gpu)));
            }
        });
        return new Observed(readings, warnings.stream().distinct().toList());
    }

    /**
     * The GPUs that the trial computed on: those on which the driver saw its processes, or the only one. Empty where there
     * are several and the driver names no process of ours, as for Vulkan's or across a container's border; then nothing of
     * a GPU counts against the trial.
     */
    private static Optional<Set<String>> used(Set<String> gpus, List<Timed<GpuProcess>> own) {
        Set<String> seen = own.stream()
                .map(process -> process.value().gpu())
                .filter(gpus::contains)
                .collect(Collectors.toSet());
        if (!seen.isEmpty()) {
            return Optional.of(seen);
        }
        return gpus.size() == 1 ? Optional.of(gpus) : Optional.empty();
    }

    private int others(String gpu) {
        return (int) processesBefore.stream()
                .filter(process -> process.gpu().equals(gpu) && !process.isOurs())
                .count();
    }

    private void memory(String gpu, List<Timed<GpuSample>> read, ReadingList list) {
        list.add("gpu_memory_used", of(gpu, before), BYTES, ReadingList.BEFORE);
        list.add("gpu_memory_after_load", first(loaded(read), GpuSample::memoryBytes), BYTES, ReadingList.DURING);
        list.add("gpu_memory_peak", largest(values(read), GpuSample::memoryBytes), BYTES, ReadingList.DURING);
    }

    /** Of the one process that computes for this trial; children of the command compute before it only if one was left. */
    private void memoryOfProcess(String gpu, List<Timed<GpuProcess>> all, ReadingList list) {
        List<Timed<GpuProcess>> own = all.stream()
                .filter(process -> process.value().gpu().equals(gpu))
                .toList();
        OptionalLong peak = largest(values(own), GpuProcess::memoryBytes);
        if (peak.isEmpty()) {
            // Unknown, which is not the same as none.
            return;
        }
        long used = processesBefore.stream()
                .filter(process -> process.gpu().equals(gpu) && process.isOurs())
                .mapToLong(process -> process.memoryBytes().orElse(0))
                .sum();
        list.add("gpu_process_memory_used", OptionalLong.of(used), BYTES, ReadingList.BEFORE);
        list.add(
                "gpu_process_memory_after_load",
                first(loaded(own), GpuProcess::memoryBytes),
                BYTES,
                ReadingList.DURING);
        list.add(Observed.PROCESS_MEMORY_PEAK, peak, BYTES, ReadingList.DURING);
    }

    /** What was read when the load was over and nothing was measured yet. */
    private <T> List<Timed<T>> loaded(List<Timed<T>> read) {
        return before(Stage.MEASURE, since(Stage.FIRST_INFERENCE, read));
    }

    /** What was read from the beginning of a stage on; nothing where it did not begin. */
    private <T> List<Timed<T>> since(Stage stage, List<Timed<T>> read) {
        return between(stages.getOrDefault(stage, Instant.MAX), Instant.MAX, read);
    }

    private <T> List<Timed<T>> before(Stage stage, List<Timed<T>> read) {
        return stages.containsKey(stage)
                ? between(Instant.MIN, stages.getOrDefault(stage, Instant.MIN), read)
                : List.of();
    }

    private static <T> List<Timed<T>> between(Instant from, Instant to, List<Timed<T>> read) {
        return read.stream()
                .filter(sample -> !sample.at().isBefore(from) && sample.at().isBefore(to))
                .toList();
    }

    private static <T> List<T> values(List<Timed<T>> read) {
        return read.stream().map(Timed::value).toList();
    }

    private static OptionalLong of(String gpu, List<GpuSample> samples) {
        return samples.stream()
                .filter(sample -> sample.gpu().equals(gpu))
                .flatMapToLong(sample -> sample.memoryBytes().stream())
                .max();
    }

    private static void during(List<GpuSample> samples, ReadingList list) {
        String during = ReadingList.DURING;
        list.add("gpu_utilization", median(samples, GpuSample::utilization), "ratio", during);
        list.add("gpu_clock", median(samples, sample -> real(sample.clockHz())), "hertz", during);
        list.add("gpu_clock_highest", largest(samples, GpuSample::maxClockHz), "hertz", during);
        list.add("gpu_temperature_peak", highest(samples, GpuSample::celsius), "celsius", during);
        list.add("gpu_power", median(samples, GpuSample::watts), "watts", during);
        list.add("gpu_power_limit", highest(samples, GpuSample::wattsLimit), "watts", during);
    }

    private static OptionalDouble real(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private static <T> OptionalLong first(List<Timed<T>> samples, Function<T, OptionalLong> value) {
        return samples.isEmpty()
                ? OptionalLong.empty()
                : value.apply(samples.get(0).value());
    }

    private static <T> OptionalLong last(List<Timed<T>> samples, Function<T, OptionalLong> value) {
        return samples.isEmpty()
                ? OptionalLong.empty()
                : value.apply(samples.get(samples.size() - 1).value());
    }

    private static <T> OptionalLong largest(List<T> samples, Function<T, OptionalLong> value) {
        return samples.stream().map(value).flatMapToLong(OptionalLong::stream).max();
    }

    private static OptionalDouble highest(List<GpuSample> samples, Function<GpuSample, OptionalDouble> value) {
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
