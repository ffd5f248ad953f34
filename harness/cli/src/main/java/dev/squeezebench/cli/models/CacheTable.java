package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.ByteSizes;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.workloads.store.CacheEntry;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Files of the cache as a table, and their size in words. */
final class CacheTable {
    private CacheTable() {}

    static Table of(List<CacheEntry> entries) {
        return new Table(
                List.of(Column.right("bytes"), Column.left("written"), Column.left("file")),
                entries.stream()
                        .map(entry -> List.of(
                                String.valueOf(entry.bytes()),
                                entry.modified().truncatedTo(ChronoUnit.SECONDS).toString(),
                                entry.name().toString()))
                        .toList());
    }

    /** The same with whether each file is what it was when it was written. */
    static Table verified(List<CacheEntry> entries, List<CacheEntry> damaged) {
        List<List<String>> rows = new ArrayList<>();
        for (CacheEntry entry : entries) {
            rows.add(List.of(
                    damaged.contains(entry) ? "damaged" : "whole", entry.name().toString()));
        }
        return new Table(List.of(Column.left("state"), Column.left("file")), rows);
    }

    static String size(List<CacheEntry> entries, Path folder) {
        long bytes = entries.stream().mapToLong(CacheEntry::bytes).sum();
        return entries.size() + (entries.size() == 1 ? " file, " : " files, ") + ByteSizes.text(bytes) + " in "
                + folder;
    }
}
