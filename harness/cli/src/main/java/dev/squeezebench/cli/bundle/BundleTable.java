package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
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
    Listing listing() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (BundlePart part : contents.parts()) {
            rows.add(List.of(part.name(), part.version(), String.valueOf(part.bytes())));
        }
        rows.add(List.of(String.valueOf(file.path().getFileName()), "", String.valueOf(file.bytes())));
        return Listing.of(
                "bundle", new Table(List.of(Column.left("part"), Column.left("version"), Column.right("bytes")), rows));
    }
}
