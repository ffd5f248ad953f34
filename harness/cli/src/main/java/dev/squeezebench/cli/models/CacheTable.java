package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.workloads.store.CacheEntry;
import java.nio.file.Path;
import java.util.List;

/** Files of the cache as a table, and their size in words. */
final class CacheTable {
    private CacheTable() {}

    static Table of(String name, List<CacheEntry> entries) {
        return Table.of(name, entries, columns -> columns.add("bytes", entry -> Cell.bytes(entry.bytes()))
                .add("written", entry -> Cell.time(entry.modified()))
                .text("file", entry -> entry.name().toString()));
    }

    /** The same with whether each file is what it was when it was written. */
    static Table verified(List<CacheEntry> entries, List<CacheEntry> damaged) {
        return Table.of("files", entries, columns -> columns.text(
                        "state", entry -> damaged.contains(entry) ? "damaged" : "whole")
                .text("file", entry -> entry.name().toString()));
    }

    static String size(List<CacheEntry> entries, Path folder) {
        long bytes = entries.stream().mapToLong(CacheEntry::bytes).sum();
        return entries.size() + (entries.size() == 1 ? " file, " : " files, ") + Quantities.bytes(bytes) + " in "
                + folder;
    }
}
