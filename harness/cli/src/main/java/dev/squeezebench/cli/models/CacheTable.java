package dev.squeezebench.cli.models;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.store.CacheEntry;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Files of the cache as a table, and their size in words. */
final class CacheTable {
    private CacheTable() {}

    /** @param now when and where it is read: what was written today has its time alone */
    static Table of(String name, List<CacheEntry> entries, ZonedDateTime now) {
        return Table.of(name, entries, columns -> columns.forPeople(
                        Column.of("size").toTheRight(), entry -> Cell.bytes(entry.bytes()))
                .forPeople(Column.of("written"), entry -> Cell.text(written(entry, now)))
                .forPeople(Column.of("file"), entry -> Cell.text(inWords(entry)))
                .forPrograms("bytes", entry -> Cell.integer(entry.bytes()))
                .forPrograms("written", entry -> Cell.time(entry.modified()))
                .forPrograms("kind", entry -> Cell.text(entry.kind()))
                .forPrograms("workload", entry -> Cell.text(entry.workload()))
                .forPrograms("lowering", entry -> Cell.text(entry.lowering()))
                .forPrograms("fusion", entry -> Cell.text(entry.fusion()))
                .forPrograms("dtype", entry -> Cell.text(entry.dtype()))
                .forPrograms("format", entry -> Cell.text(entry.format()))
                .forPrograms("file", entry -> Cell.text(entry.name().toString())));
    }

    private static String written(CacheEntry entry, ZonedDateTime now) {
        ZonedDateTime written = entry.modified().atZone(now.getZone());
        String time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(written);
        return (written.toLocalDate().equals(now.toLocalDate()) ? "today" : written.toLocalDate()) + " " + time;
    }

    /** A model as tables of results name it, with what tells its files apart; the path of any other file. */
    private static String inWords(CacheEntry entry) {
        if (!entry.kind().equals(CacheEntry.MODELS) || entry.lowering().isEmpty()) {
            return entry.name().toString();
        }
        String fusion = entry.fusion()
                .filter(name -> !name.equals(ModelVariant.NO_FUSION))
                .map(name -> "+" + name)
                .orElse("");
        String dtype = entry.dtype()
                .filter(name -> !name.equals("float32"))
                .map(name -> " " + name)
                .orElse("");
        return entry.workload() + ' ' + entry.lowering().get() + fusion + dtype
                + entry.size().map(size -> " " + size).orElse("") + " ."
                + entry.format().orElse("");
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
