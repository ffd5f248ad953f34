package dev.squeezebench.android.app.round;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What happens in a round, one JSON object a line, for the host and the screen: each event is one write, so that a reader
 * sees whole lines but for the last, and the file survives the phone's app.
 */
final class RoundEvents implements Closeable {
    private final OutputStream out;
    private final Clock clock;

    private RoundEvents(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    static RoundEvents appendTo(Path file, Clock clock) throws IOException {
        return new RoundEvents(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock);
    }

    void started(RoundFile round, List<Integer> cpus, CpuClusters clusters) throws IOException {
        event("started", json -> json.text("launch", round.launch())
                .text("cores", round.cores())
                .integers("cpus", series(cpus))
                .objects("clusters", clusters.clusters(), RoundEvents::cluster));
    }

    /** The fields of a cluster. */
    static void cluster(JsonOutput json, CpuClusters.Cluster cluster) throws IOException {
        json.integers("cpus", series(cluster.cpus()))
                .integer("capacity", cluster.capacity())
                .integer("max_khz", cluster.maxKhz());
    }

    private static LongSeries series(List<Integer> numbers) {
        return LongSeries.of(numbers.stream().mapToLong(Integer::longValue).toArray());
    }

    void reading(Reading reading) throws IOException {
        event("reading", json -> json.text("at", clock.instant().toString())
                .text("name", reading.name())
                .decimal("value", reading.value())
                .text("unit", reading.unit())
                .text("source", reading.source()));
    }

    /** Where an arm ran, and the median of what it measured. */
    void arm(int arm, Set<String> cpusets, Set<Integer> processors, OptionalLong medianNs) throws IOException {
        event("arm", json -> json.integer("arm", arm)
                .texts("cpusets", new ArrayList<>(cpusets))
                .integers("processors", series(new ArrayList<>(processors)))
                .integer("median_ns", medianNs));
    }

    /** There is memory for one process at a time. */
    void oneByOne(String message) throws IOException {
        event("one_by_one", json -> json.text("message", message));
    }

    void cycles(int count) throws IOException {
        event("cycles", json -> json.integer("count", count));
    }

    void cycle(int cycle) throws IOException {
        event("cycle", json -> json.integer("cycle", cycle));
    }

    /** It was measured under conditions that do not count. */
    void invalid(String flag, String message) throws IOException {
        event("invalid", json -> json.text("flag", flag).text("message", message));
    }

    void ended(int cycles) throws IOException {
        event("ended", json -> json.integer("cycles", cycles));
    }

    void voided(String reason) throws IOException {
        event("void", json -> json.text("reason", reason));
    }

    private synchronized void event(String name, JsonOutput.Part fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(line)) {
            json.document(object -> fields.write(object.text("event", name)));
        }
        line.write('\n');
        out.write(line.toByteArray());
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
