package dev.squeezebench.cli.run;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.DerivedFile;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the measured processes of earlier runs on this machine peaked at, by scenario: how many may live at once is judged by it. It
 * is kept in the cache, and lost with it.
 *
 * @param file where
 */
record PeakMemory(Path file) {
    /** Scenarios that are kept, the latest. */
    private static final int MOST = 1000;

    /** Of a cache. */
    static PeakMemory in(Path cache) {
        return new PeakMemory(cache.resolve("peak-memory.json"));
    }

    /** Bytes by the scenario's id; nothing where the file is missing or damaged. */
    Map<String, Long> read() throws IOException {
        Map<String, Long> peaks = new LinkedHashMap<>();
        if (!Files.isRegularFile(file)) {
            return peaks;
        }
        try {
            JsonFields.parse(Files.readAllBytes(file))
                    .objects(
                            "peaks",
                            each -> Map.entry(
                                    each.text("scenario"), each.longInteger("rss_peak_bytes", Range.NOT_NEGATIVE)))
                    .forEach(each -> peaks.put(each.getKey(), each.getValue()));
            return peaks;
        } catch (JsonFormatException e) {
            // The next run writes it anew.
            return new LinkedHashMap<>();
        }
    }

    /** Adds what trials peaked at; of several of one scenario the highest, in the place of what an earlier run had. */
    void add(List<Trial> trials) throws IOException {
        Map<String, Long> latest = new LinkedHashMap<>();
        for (Trial trial : trials) {
            boolean here = trial.device()
                    .map(device -> device.kind() == Device.Kind.COMPUTER)
                    .orElse(true);
            if (here && trial.isMeasured()) {
                trial.memory()
                        .rssPeakBytes()
                        .ifPresent(bytes -> latest.merge(trial.scenario().id(), bytes, Math::max));
            }
        }
        if (latest.isEmpty()) {
            return;
        }
        Map<String, Long> all = read();
        latest.forEach((scenario, bytes) -> {
            all.remove(scenario);
            all.put(scenario, bytes);
        });
        List<Map.Entry<String, Long>> kept =
                List.copyOf(all.entrySet()).subList(Math.max(0, all.size() - MOST), all.size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> fields.objects("peaks", kept, (peak, each) -> peak.text("scenario", each.getKey())
                    .integer("rss_peak_bytes", each.getValue())));
        }
        Files.createDirectories(file.resolveSibling("."));
        DerivedFile.replace(file, bytes.toByteArray());
    }
}
