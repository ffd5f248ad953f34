package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.analysis.table.Table.Columns;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.Fitness;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.PhoneFacts.Cluster;
import dev.squeezebench.android.lab.phone.Phones;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One phone as it is listed.
 *
 * @param listed as its server has it
 * @param facts what it tells; absent where it cannot be asked
 * @param obstacles why it is not fit to measure; empty where it is
 */
record PhoneRow(ListedDevice listed, Optional<PhoneFacts> facts, List<String> obstacles) {
    private static final double HZ_PER_KHZ = 1_000;

    PhoneRow {
        obstacles = List.copyOf(obstacles);
    }

    /** Asks all of them; one that does not answer is listed with the reason. */
    static List<PhoneRow> all(List<ListedDevice> listed, Instant now) {
        return listed.stream().map(device -> of(device, listed, now)).toList();
    }

    private static PhoneRow of(ListedDevice device, List<ListedDevice> all, Instant now) {
        if (device.obstacle().isPresent()) {
            return new PhoneRow(
                    device, Optional.empty(), List.of(device.obstacle().get()));
        }
        if (Phones.isAmbiguous(device, all)) {
            return new PhoneRow(
                    device,
                    Optional.empty(),
                    List.of("another device has the same serial: unplug all but one of them"));
        }
        try {
            PhoneFacts facts = PhoneFacts.of(device.open());
            return new PhoneRow(
                    device,
                    Optional.of(facts),
                    Fitness.obstacles(facts, now).stream()
                            .map(Fitness.Obstacle::line)
                            .toList());
        } catch (AdbException e) {
            return new PhoneRow(device, Optional.empty(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The columns of a table of such rows. */
    static void columns(Columns<PhoneRow> columns) {
        columns.text("serial", row -> row.listed().serial())
                .add(
                        Column.of("server").optional(1),
                        row -> Cell.text(row.listed().server().toString()))
                .add("model", row -> row.text(PhoneFacts::model))
                .add("soc", row -> row.text(PhoneFacts::soc))
                .add("android", row -> row.text(PhoneFacts::android))
                .forPrograms("api", row -> row.integer(PhoneFacts::api))
                .add(Column.of("abi").optional(2), row -> row.text(PhoneFacts::abi))
                .forPeople(
                        Column.of("page").optional(3).toTheRight(),
                        row -> Cell.text(row.facts()
                                .flatMap(facts -> facts.pageBytes().isPresent()
                                        ? Optional.of(facts.pageBytes().getAsInt() / 1024 + " KiB")
                                        : Optional.empty())))
                .forPrograms("page_bytes", row -> row.integer(PhoneFacts::pageBytes))
                .add(Column.of("cores"), row -> row.text(facts -> cores(facts.clusters())))
                .forPeople(
                        Column.of("battery").toTheRight(),
                        row -> row.percent(facts -> facts.battery().ratio()))
                .forPrograms(
                        "battery_ratio",
                        row -> row.decimal(facts -> facts.battery().ratio()))
                .forPeople(
                        Column.of("temperature").toTheRight(),
                        row -> Cell.text(row.facts()
                                .filter(facts -> facts.battery().celsius().isPresent())
                                .map(facts -> String.format(
                                        Locale.ROOT,
                                        "%.1f °C",
                                        facts.battery().celsius().getAsDouble()))))
                .forPrograms(
                        "battery_celsius",
                        row -> row.decimal(facts -> facts.battery().celsius()))
                .forPrograms("thermal_status", row -> row.integer(PhoneFacts::thermalStatus))
                .forPrograms("free_bytes", row -> row.longInteger(PhoneFacts::freeBytes))
                .text("state", row -> row.listed().state())
                .add("fit", row -> Cell.flag(row.obstacles().isEmpty()))
                .add("why not", row -> Cell.text(String.join("; ", row.obstacles())));
    }

    /** Such as {@code 0-3 at 1.8 GHz, 4-7 at 2.8 GHz}. */
    private static Optional<String> cores(List<Cluster> clusters) {
        return clusters.isEmpty()
                ? Optional.empty()
                : Optional.of(clusters.stream()
                        .map(cluster -> numbers(cluster.processors())
                                + (cluster.maxKhz().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                " at %.1f GHz",
                                                cluster.maxKhz().getAsLong() * HZ_PER_KHZ / 1e9)
                                        : ""))
                        .collect(Collectors.joining(", ")));
    }

    private static String numbers(List<Integer> processors) {
        int first = processors.get(0);
        int last = processors.get(processors.size() - 1);
        boolean inARow =
                processors.equals(IntStream.rangeClosed(first, last).boxed().toList());
        if (processors.size() == 1) {
            return String.valueOf(first);
        }
        return inARow
                ? first + "-" + last
                : processors.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    private Cell text(Function<PhoneFacts, Optional<String>> fact) {
        return Cell.text(facts.flatMap(fact));
    }

    private Cell integer(Function<PhoneFacts, OptionalInt> fact) {
        return facts.map(fact).map(Cell::integer).orElse(Cell.ABSENT);
    }

    private Cell longInteger(Function<PhoneFacts, OptionalLong> fact) {
        return facts.map(fact).map(Cell::integer).orElse(Cell.ABSENT);
    }

    private Cell decimal(Function<PhoneFacts, OptionalDouble> fact) {
        return facts.map(fact)
                .filter(OptionalDouble::isPresent)
                .map(value -> Cell.decimal(value.getAsDouble(), 2))
                .orElse(Cell.ABSENT);
    }

    private Cell percent(Function<PhoneFacts, OptionalDouble> fact) {
        return Cell.text(facts.map(fact)
                .filter(OptionalDouble::isPresent)
                .map(value -> Math.round(value.getAsDouble() * 100) + "%"));
    }
}
