package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/** Opens a checkpoint, reads every parameter, and prints the nanoseconds that it took and the heap's peak in bytes. */
final class LoadAll {
    private LoadAll() {}

    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        TrainedNetwork trained = Checkpoint.open(Path.of(arguments[0])).trained();
        double sum = 0;
        for (Parameter parameter : trained.network().parameters()) {
            float[] values = trained.weights().read(parameter);
            sum += values[0] + values[values.length - 1];
        }
        long elapsed = System.nanoTime() - start;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        if (Double.isNaN(sum)) {
            throw new AssertionError("a weight is no number");
        }
        System.out.println(elapsed + " " + peak);
    }
}
