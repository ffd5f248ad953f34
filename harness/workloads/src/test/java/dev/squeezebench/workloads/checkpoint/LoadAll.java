package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/**
 * Reads every parameter of a small checkpoint, which loads the classes, and of a large one, and prints the nanoseconds that
 * each took, those of hashing the large one, and the heap's peak in bytes.
 */
final class LoadAll {
    private LoadAll() {}

    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        read(Checkpoint.open(Path.of(arguments[0])).trained());
        long warm = System.nanoTime();
        TrainedNetwork large = Checkpoint.open(Path.of(arguments[1])).trained();
        read(large);
        long loaded = System.nanoTime();
        String provenance = large.weights().provenance();
        long hashed = System.nanoTime();
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        if (provenance.isEmpty()) {
            throw new AssertionError("weights from nowhere");
        }
        System.out.println((warm - start) + " " + (loaded - warm) + " " + (hashed - loaded) + " " + peak);
    }

    private static void read(TrainedNetwork trained) throws IOException {
        double sum = 0;
        for (Parameter parameter : trained.network().parameters()) {
            float[] values = trained.weights().read(parameter);
            sum += values[0] + values[values.length - 1];
        }
        if (Double.isNaN(sum)) {
            throw new AssertionError("a weight is no number");
        }
    }
}
