package dev.squeezebench.runners.onnxruntime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The words of the rows, for {@code runner.properties}: the command reads them there and never loads this runner. Run by
 * the build, which puts them in place of {@code ${provider.accelerations}} and {@code ${provider.onProcessor}}.
 */
public final class DescriptorWords {
    private DescriptorWords() {}

    /**
     * Writes them.
     *
     * @param args the file to write
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, of(ProviderRows.ALL));
    }

    /** Two properties. */
    static String of(List<ProviderRow> rows) {
        return "provider.accelerations=" + words(rows, row -> true) + "\nprovider.onProcessor="
                + words(rows, row -> row.place() == ProviderRow.Place.PROCESSOR) + '\n';
    }

    private static String words(List<ProviderRow> rows, Predicate<ProviderRow> which) {
        return rows.stream().filter(which).map(ProviderRow::acceleration).collect(Collectors.joining(","));
    }
}
