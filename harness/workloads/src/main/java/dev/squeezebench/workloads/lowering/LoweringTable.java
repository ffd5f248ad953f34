package dev.squeezebench.workloads.lowering;

import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses lowering and fusion where a user left them to {@code auto}. The choice depends on the runtime, its version and
 * the acceleration, never on the arm of a gate.
 */
public final class LoweringTable {
    private static final int COLUMNS = 7;

    private final List<Row> rows;

    private LoweringTable(List<Row> rows) {
        this.rows = rows;
    }

    private record Row(
            String runner, String acceleration, VersionRange versions, String lowering, String fusion, String why) {
        static Row parse(String line) {
            String[] cells = line.split("\\|", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException("a row has " + COLUMNS + " columns: " + line);
            }
            return new Row(
                    cells[0].trim(),
                    cells[1].trim(),
                    VersionRange.parse(cells[2].trim(), cells[3].trim()),
                    cells[4].trim(),
                    cells[5].trim(),
                    cells[6].trim());
        }
    }

    /** The table that comes with the program. */
    public static LoweringTable builtIn() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LoweringTable.class.getResourceAsStream("lowering-table.txt")),
                StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoweringTable parse(List<String> lines) {
        return new LoweringTable(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::parse)
                .toList());
    }

    /**
     * What to write for a runtime. Versions that were never measured are treated like the nearest one that was, and
     * runtimes that were never measured get the plainest graph; the reason says so.
     *
     * @param version as the runtime reports it
     * @param emitter of the runtime's format
     */
    public LoweringChoice choose(
            String runner, String version, String acceleration, Network network, ModelEmitter emitter) {
        List<Integer> numbers = VersionRange.numbers(version);
        Optional<Row> row = numbers.isEmpty()
                ? Optional.empty()
                : rows.stream()
                        .filter(candidate -> candidate.runner().equals(runner)
                                && candidate.acceleration().equals(acceleration))
                        .min(Comparator.comparingInt((Row candidate) -> distance(candidate, numbers))
                                .thenComparing(candidate -> preference(candidate, numbers)));
        if (row.isEmpty()) {
            return plainest(network, emitter, runner + ' ' + version + ' ' + acceleration + " was never measured");
        }
        String measured = row.get().versions().position(numbers) == 0
                ? row.get().why()
                : version + " was never measured, so as for the nearest version that was: "
                        + row.get().why();
        return written(row.get(), network, emitter, measured);
    }

    /** The graph without any choice: what is first in the emitter's lists. */
    public static LoweringChoice plainest(Network network, ModelEmitter emitter, String reason) {
        String lowering = emitter.lowerings(network).get(0);
        return new LoweringChoice(lowering, emitter.fusions(network, lowering).get(0), reason + ": the plainest graph");
    }

    private static int distance(Row row, List<Integer> version) {
        return Math.abs(row.versions().position(version));
    }

    /** Among rows before a version the latest one, among rows after it the earliest. */
    private static Integer preference(Row row, List<Integer> version) {
        List<Integer> bound = row.versions().position(version) > 0
                ? row.versions().last()
                : row.versions().first();
        int major = bound.get(0);
        int minor = bound.size() > 1 ? bound.get(1) : 0;
        int asOne = major * 10_000 + minor;
        return row.versions().position(version) > 0 ? -asOne : asOne;
    }

    private static LoweringChoice written(Row row, Network network, ModelEmitter emitter, String reason) {
        String lowering = network.hasGroups() ? row.lowering() : ModelVariant.DENSE;
        if (!emitter.lowerings(network).contains(lowering)
                || !emitter.fusions(network, lowering).contains(row.fusion())) {
            return plainest(
                    network,
                    emitter,
                    "the writer of " + emitter.format() + " has no " + lowering + " with " + row.fusion());
        }
        return new LoweringChoice(lowering, row.fusion(), reason);
    }
}
