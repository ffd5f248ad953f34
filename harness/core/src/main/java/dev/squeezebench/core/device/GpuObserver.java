package dev.squeezebench.core.device;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.environment.SystemFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads this machine's GPUs while a trial runs on one: NVIDIA's by the driver's own tool in a process of its own, AMD's and
 * Intel's from Linux' files. A trial on the processor is left alone: reading would take from it what it measures.
 */
public final class GpuObserver implements TrialObserver {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final String program;
    private final SystemFiles files;
    private boolean lookedFor;
    private List<GpuReader> readers = List.of();

    private GpuObserver(String program, SystemFiles files) {
        this.program = program;
        this.files = files;
    }

    /** Observes this machine's GPUs; none where neither {@code nvidia-smi} on the path nor Linux finds any. */
    public static GpuObserver ofThisMachine() {
        return using("nvidia-smi", SystemFiles.ofThisMachine());
    }

    static GpuObserver using(String program, SystemFiles files) {
        return new GpuObserver(program, files);
    }

    @Override
    public Watch before(PlannedScenario planned) {
        TrialObserver observer = TrialObserver.none();
        if (planned.runner().info().isOnDevice(planned.scenario().acceleration())) {
            for (GpuReader reader : readers()) {
                observer = observer.and(each -> new GpuWatch(reader, EVERY));
            }
        }
        return observer.before(planned);
    }

    /** Memory that is free on this machine's fullest GPU; absent where no GPU reports it. */
    public OptionalLong freeBytes() {
        return readers().stream()
                .map(GpuReader::freeBytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    private List<GpuReader> readers() {
        if (!lookedFor) {
            List<GpuReader> found = new ArrayList<>();
            NvidiaSmi.find(program).ifPresent(found::add);
            GpuReader linux = new SysfsGpus(files);
            if (!linux.now().isEmpty()) {
                found.add(linux);
            }
            readers = List.copyOf(found);
            lookedFor = true;
        }
        return readers;
    }
}
