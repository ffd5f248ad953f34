package dev.squeezebench.core.device;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.core.ReadingList;
import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.core.TrialObserver.Watch;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The GPUs of one reader over one trial. */
final class GpuWatch implements Watch {
    private static final String BYTES = "bytes";

    private final List<GpuSample> before;
    private final List<GpuProcess> processesBefore;
    private final GpuReader.Monitor<GpuSample> gpus;
    private final GpuReader.Monitor<GpuProcess> ownProcesses;
    private List<GpuSample> loaded = List.of();
    private List<GpuProcess> loadedProcesses = List.of();
    private List<GpuSample> warm = List.of();

    GpuWatch(GpuReader reader, Duration every) {
        this.before = reader.now();
        this.processesBefore = reader.processes();
        this.gpus = reader.monitor(every);
        this.ownProcesses = reader.monitorProcesses(every);
    }

    /** What was read last before the first inference is what the load left. */
    @Override
    public void entered(Stage stage, Instant at) {
        if (stage == Stage.FIRST_INFERENCE) {
            loaded = gpus.samples();
            loadedProcesses = ownProcesses.samples();
        }
        if (stage == Stage.MEASURE) {
            warm = gpus.samples();
        }
    }

    @Override
    public void close() {
        gpus.close();
        ownProcesses.close();
    }

    @Override
    public Observed after(Samples samples) {
        close();
        Map<String, List<GpuSample>> byGpu = gpus.samples().stream()
                .collect(Collectors.groupingBy(GpuSample::gpu, TreeMap::new, Collectors.toList()));
        int others = (int)
                processesBefore.stream().filter(process -> !process.isOurs()).count();
        List<Reading> readings = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        byGpu.forEach((gpu, during) -> {
            ReadingList list = new ReadingList(during.get(during.size() - 1).source());
            memory(gpu, during, list);
            memoryOfProcess(gpu, list);
            list.add("gpu_clock_warm", last(of(gpu, warm), GpuSample::clockHz), "hertz", ReadingList.DURING);
            during(during, list);
            readings.addAll(list.all());
            warnings.addAll(GpuJudge.warnings(during, others));
        });
        return new Observed(readings, warnings.stream().distinct().toList());
    }

    private void memory(String gpu, List<GpuSample> during, ReadingList list) {
        list.add("gpu_memory_used", last(of(gpu, before), GpuSample::memoryBytes), BYTES, ReadingList.BEFORE);
        list.add("gpu_memory_after_load", last(of(gpu, loaded), GpuSample::memoryBytes), BYTES, ReadingList.DURING);
        list.add("gpu_memory_peak", largest(during, GpuSample::memoryBytes), BYTES, ReadingList.DURING);
    }

    /** Of the one process that computes for this trial; children of the command compute before it only if one was left. */
    private void memoryOfProcess(String gpu, ReadingList list) {
        Function<List<GpuProcess>, List<GpuProcess>> own = processes ->
                processes.stream().filter(process -> process.gpu().equals(gpu)).toList();
        OptionalLong peak = largest(own.apply(ownProcesses.samples()), GpuProcess::memoryBytes);
        if (peak.isEmpty()) {
            // Nobody told, which is not the same as none.
            return;
        }
        long used = own.apply(processesBefore).stream()
                .filter(GpuProcess::isOurs)
                .mapToLong(process -> process.memoryBytes().orElse(0))
                .sum();
        list.add("gpu_process_memory_used", OptionalLong.of(used), BYTES, ReadingList.BEFORE);
        list.add(
                "gpu_process_memory_after_load",
                last(own.apply(loadedProcesses), GpuProcess::memoryBytes),
                BYTES,
                ReadingList.DURING);
        list.add(Observed.PROCESS_MEMORY_PEAK, peak, BYTES, ReadingList.DURING);
    }

    private static List<GpuSample> of(String gpu, List<GpuSample> samples) {
        return samples.stream().filter(sample -> sample.gpu().equals(gpu)).toList();
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

    private static <T> OptionalLong last(List<T> samples, Function<T, OptionalLong> value) {
        return samples.isEmpty() ? OptionalLong.empty() : value.apply(samples.get(samples.size() - 1));
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
