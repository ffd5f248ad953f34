package dev.squeezebench.cli.commands;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.cli.plan.Target;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the probes of the targets answered, in tables. */
final class TargetTables {
    private TargetTables() {}

    /** A line for each target: its version and device, or the reason why it is not usable and the remedy. */
    static Table targets(Map<Target, Availability> tried) {
        return Table.of("targets", tried.entrySet(), columns -> columns.text(
                        "target", entry -> entry.getKey().toString())
                .add("usable", entry -> Cell.flag(entry.getValue() instanceof Availability.Usable))
                .forPeople(
                        Column.of("version or reason"),
                        entry -> Cell.text(versionOrReason(entry.getKey(), entry.getValue())))
                .forPrograms(
                        "version",
                        entry -> Cell.text(
                                usable(entry).map(usable -> usable.runtime().version())))
                .forPrograms("reason", entry -> Cell.text(unusable(entry).map(Availability.Unusable::reason)))
                .forPrograms("remedy", entry -> Cell.text(unusable(entry).map(Availability.Unusable::remedy))));
    }

    private static Optional<Availability.Usable> usable(Map.Entry<Target, Availability> entry) {
        return entry.getValue() instanceof Availability.Usable usable ? Optional.of(usable) : Optional.empty();
    }

    private static Optional<Availability.Unusable> unusable(Map.Entry<Target, Availability> entry) {
        return entry.getValue() instanceof Availability.Unusable unusable ? Optional.of(unusable) : Optional.empty();
    }

    private static String versionOrReason(Target target, Availability availability) {
        if (availability instanceof Availability.Usable usable) {
            return usable.runtime().version()
                    // No phone was asked: what is known of its runtime is how the app comes to it.
                    + (target.phone().isPresent() && !usable.runtime().build().isEmpty()
                            ? ", " + usable.runtime().build()
                            : "")
                    + usable.on().map(adapter -> ", on " + adapter).orElse("");
        }
        Availability.Unusable unusable = (Availability.Unusable) availability;
        return unusable.reason() + "; " + unusable.remedy();
    }

    /** A line for each device that a usable target computes on, as its driver describes it. */
    static Table adapters(Map<Target, Availability> tried) {
        List<Map.Entry<Target, Adapter>> adapters = tried.entrySet().stream()
                .flatMap(entry -> usable(entry).stream()
                        .flatMap(usable -> usable.adapters().stream())
                        .map(adapter -> Map.entry(entry.getKey(), adapter)))
                .toList();
        return Table.of("adapters", adapters, columns -> columns.text(
                        "target", entry -> entry.getKey().toString())
                .text("adapter", entry -> entry.getValue().name())
                .text("type", entry -> entry.getValue().type().word())
                .text("vendor", entry -> entry.getValue().vendor())
                .text("driver", entry -> entry.getValue().driver())
                .text("api version", entry -> entry.getValue().apiVersion()));
    }
}
