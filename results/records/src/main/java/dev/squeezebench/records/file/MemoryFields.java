package dev.squeezebench.records.file;

import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The object {@code memory} of a trial. */
final class MemoryFields {
    private MemoryFields() {}

    static void write(JsonOutput json, Memory memory) throws IOException {
        json.integer(Memory.BEFORE_LOAD, memory.rssBeforeLoadBytes())
                .integer(Memory.AFTER_LOAD, memory.rssAfterLoadBytes())
                .integer(Memory.PEAK, memory.rssPeakBytes())
                .integer(Memory.HEAP, memory.heapUsedBytes())
                .integer(Memory.DEVICE, memory.deviceBytes());
        if (!memory.sources().isEmpty()) {
            json.textMap("sources", memory.sources());
        }
    }

    static Memory read(JsonFields fields, Map<String, String> sources) {
        return new Memory(
                fields.optionalLongInteger(Memory.BEFORE_LOAD, Range.BYTES),
                fields.optionalLongInteger(Memory.AFTER_LOAD, Range.BYTES),
                fields.optionalLongInteger(Memory.PEAK, Range.BYTES),
                fields.optionalLongInteger(Memory.HEAP, Range.BYTES),
                fields.optionalLongInteger(Memory.DEVICE, Range.BYTES),
                sources);
    }

    /**
     * Version 1 had each figure again among the readings, where its source was. Takes those readings away.
     *
     * @return the sources by the names of the figures
     */
    static Map<String, String> sourcesOfFirst(List<Reading> readings) {
        Map<String, String> sources = new TreeMap<>();
        for (Reading reading : new ArrayList<>(readings)) {
            String figure =
                    switch (reading.name()) {
                        case "memory_before_load" -> Memory.BEFORE_LOAD;
                        case "memory_after_load" -> Memory.AFTER_LOAD;
                        case "memory_peak" -> Memory.PEAK;
                        case "memory_heap" -> Memory.HEAP;
                        default -> "";
                    };
            if (!figure.isEmpty()) {
                sources.put(figure, reading.source());
                readings.remove(reading);
            }
        }
        return sources;
    }
}
