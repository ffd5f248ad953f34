package dev.squeezebench.cli.lab;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.cli.run.RunSession;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which phones have measured, which numbers can be trusted, and why the others cannot. */
final class LabTable {
    private LabTable() {}

    /**
     * What became of a phone.
     *
     * @param rounds that count
     * @param notCounting trials that were measured and do not count, or failed
     * @param reasons why its numbers cannot be trusted; none where they can
     */
    private record Row(LabPhone phone, long rounds, long notCounting, List<String> reasons) {
        Row {
            reasons = List.copyOf(reasons);
        }

        boolean isTrusted() {
            return reasons.isEmpty();
        }
    }

    /** Shows the table; the exit code of the whole. */
    static ExitCode end(Console console, RunFiles files, List<LabPhone> phones, ExitCode measured) throws IOException {
        if (measured == ExitCode.INTERRUPTED) {
            return measured;
        }
        List<Row> rows = rows(phones, files);
        console.show(table(rows));
        if (rows.stream().allMatch(row -> row.rounds() == 0)) {
            console.warning("no phone has measured a round that counts");
        }
        return measured == ExitCode.DONE && !rows.stream().allMatch(Row::isTrusted) ? ExitCode.PARTIAL : measured;
    }

    /** The table of what is saved so far. */
    static Table of(List<LabPhone> phones, RunFiles files) throws IOException {
        return table(rows(phones, files));
    }

    private static Table table(List<Row> rows) {
        return Table.of("laboratory", rows, columns -> columns.text(
                        "phone", row -> row.phone().word())
                .text("model", row -> row.phone().name())
                .add(Table.Column.of("rounds").toTheRight(), row -> Cell.integer(row.rounds()))
                .add(Table.Column.of("not counting").toTheRight(), row -> Cell.integer(row.notCounting()))
                .add("trust", row -> Cell.flag(row.isTrusted()))
                .add("why not", row -> Cell.text(String.join("; ", row.reasons()))));
    }

    private static List<Row> rows(List<LabPhone> phones, RunFiles files) throws IOException {
        Results results = Files.isRegularFile(files.results())
                ? ResultReader.read(files.results())
                : new Results(List.of(), List.of());
        return phones.stream().map(phone -> row(phone, results)).toList();
    }

    private static Row row(LabPhone phone, Results results) {
        if (!phone.isFit()) {
            return new Row(phone, 0, 0, List.of(phone.obstacle().orElse("it could not be asked")));
        }
        List<Trial> own = results.trials().stream()
                .filter(trial -> trial.device().equals(phone.device()))
                .toList();
        long rounds = own.stream()
                .filter(Trial::counts)
                .map(trial -> trial.group().orElse(trial.scenario().id()) + ' ' + trial.round())
                .distinct()
                .count();
        Set<String> reasons = new LinkedHashSet<>();
        for (Trial trial : RunSession.last(own)) {
            if (!trial.counts()) {
                reasons.addAll(reasons(trial, results));
            }
        }
        if (rounds == 0 && reasons.isEmpty()) {
            reasons.add("nothing is measured yet");
        }
        return new Row(
                phone, rounds, own.stream().filter(trial -> !trial.counts()).count(), new ArrayList<>(reasons));
    }

    private static List<String> reasons(Trial trial, Results results) {
        if (trial.outcome().equals(TrialOutcome.Invalid.ROUND_VOID)) {
            return results.records().stream()
                    .filter(RoundRecord.class::isInstance)
                    .map(RoundRecord.class::cast)
                    .filter(round -> trial.group().equals(Optional.of(round.group()))
                            && round.round() == trial.round()
                            && round.attempt() == trial.attempt())
                    .flatMap(round -> round.voided().stream())
                    .toList();
        }
        if (trial.outcome() instanceof TrialOutcome.Failed failed) {
            return List.of(failed.reason());
        }
        if (trial.outcome() instanceof TrialOutcome.Unsupported unsupported) {
            return List.of(unsupported.reason());
        }
        if (trial.outcome() instanceof TrialOutcome.Invalid invalid) {
            return invalid.flags().stream()
                    .flatMap(flag -> Stream.of(flag
                            + trial.warnings().stream()
                                    .filter(warning -> warning.code().equals(flag))
                                    .map(Warning::message)
                                    .collect(Collectors.joining(", ", ": ", ""))))
                    .map(text -> text.replaceFirst(": $", ""))
                    .toList();
        }
        return List.of("its outputs are wrong");
    }
}
