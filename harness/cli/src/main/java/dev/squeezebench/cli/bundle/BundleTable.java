package dev.squeezebench.cli.bundle;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a bundle holds, for people. */
final class BundleTable {
    private final BundleContents contents;
    private final ArchiveFile file;

    BundleTable(BundleContents contents, ArchiveFile file) {
        this.contents = contents;
        this.file = file;
    }

    /** One row for each part, and the archive's last. */
    Table table() throws IOException {
        List<List<Cell>> rows = new ArrayList<>();
        for (BundlePart part : contents.parts()) {
            rows.add(List.of(Cell.text(part.name()), Cell.text(part.version()), Cell.integer(part.bytes())));
        }
        rows.add(
                List.of(Cell.text(String.valueOf(file.path().getFileName())), Cell.ABSENT, Cell.integer(file.bytes())));
        return new Table("bundle", List.of(Column.of("part"), Column.of("version"), Column.of("bytes")), rows);
    }
}
