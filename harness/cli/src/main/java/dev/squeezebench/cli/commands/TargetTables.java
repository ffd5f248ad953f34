package dev.squeezebench.cli.commands;

import dev.squeezebench.cli.plan.Target;
import dev.squeezebench.cli.table.Table;
import dev.squeezebench.cli.table.Table.Column;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the probes of the targets answered, in tables. */
final class TargetTables {
    private TargetTables() {}

    /** A line for each target: its version and device, or the reason why it is not usable and the remedy. */
    static Table targets(Map<Target, Availability> tried) {
        return new Table(
                List.of(Column.left("target"), Column.left("usable"), Column.left("version or reason")),
                tried.entrySet().stream()
                        .map(entry -> target(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static List<String> target(Target target, Availability availability) {
        if (availability instanceof Availability.Usable usable) {
            return List.of(
                    target.toString(),
                    "yes",
                    usable.runtime().version()
                            + usable.on().map(adapter -> ", on " + adapter).orElse(""));
        }
        Availability.Unusable unusable = (Availability.Unusable) availability;
        return List.of(target.toString(), "no", unusable.reason() + "; " + unusable.remedy());
    }

    /** A line for each device that a usable target computes on, as its driver describes it. */
    static Table adapters(Map<Target, Availability> tried) {
        return new Table(
                List.of(
                        Column.left("target"),
                        Column.left("adapter"),
                        Column.left("type"),
                        Column.left("vendor"),
                        Column.left("driver"),
                        Column.left("api version")),
                tried.entrySet().stream()
                        .flatMap(entry -> entry.getValue() instanceof Availability.Usable usable
                                ? usable.adapters().stream().map(adapter -> adapter(entry.getKey(), adapter))
                                : Stream.empty())
                        .toList());
    }

    private static List<String> adapter(Target target, Adapter adapter) {
        return List.of(
                target.toString(),
                Printable.text(adapter.name()),
                adapter.type().word(),
                Printable.text(adapter.vendor()),
                Printable.text(adapter.driver()),
                adapter.apiVersion());
    }
}
