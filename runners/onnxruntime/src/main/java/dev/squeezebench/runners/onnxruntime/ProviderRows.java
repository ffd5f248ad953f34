package dev.squeezebench.runners.onnxruntime;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Every acceleration of this runner: the CPU, then those that somebody wrote a {@link RowSource} for, then one for every
 * other provider that the Java API can append.
 */
final class ProviderRows {
    /** The word of the CPU's row. */
    static final String CPU = "cpu";

    static final List<ProviderRow> ALL = all();

    private ProviderRows() {}

    private static List<ProviderRow> all() {
        List<ProviderRow> written = ServiceLoader.load(RowSource.class, RowSource.class.getClassLoader()).stream()
                .map(source -> source.get().row())
                .sorted(Comparator.comparing((ProviderRow row) -> !row.isCpu())
                        .thenComparing(ProviderRow::acceleration))
                .toList();
        return Stream.concat(written.stream(), GeneratedRows.except(written)).toList();
    }

    /** The words of all rows. */
    static List<String> accelerations() {
        return ALL.stream().map(ProviderRow::acceleration).toList();
    }
}
