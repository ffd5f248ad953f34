package dev.squeezebench.android.lab.run;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.nio.charset.StandardCharsets;

/** What a phone tells of a round while it runs: the lines of {@code round.jsonl}. */
sealed interface RoundEvent {
    /** So many cycles follow. */
    record Cycles(int count) implements RoundEvent {}

    /** A cycle begins. */
    record Cycle(int number) implements RoundEvent {}

    /** A value that was read. */
    record Read(Reading reading) implements RoundEvent {}

    /** It was measured under conditions that do not count. */
    record Invalid(String flag, String message) implements RoundEvent {}

    /** Every arm has measured. */
    record Ended(int cycles) implements RoundEvent {}

    /** The round is void. */
    record Voided(String reason) implements RoundEvent {}

    /** Something else, which later versions may tell. */
    record Other() implements RoundEvent {}

    /**
     * Reads a line.
     *
     * @throws JsonFormatException when it is none
     */
    static RoundEvent parse(String line) {
        JsonFields json = JsonFields.parse(line.getBytes(StandardCharsets.UTF_8));
        return switch (json.text("event")) {
            case "cycles" -> new Cycles(json.integer("count"));
            case "cycle" -> new Cycle(json.integer("cycle"));
            case "reading" ->
                new Read(new Reading(
                        json.text("name"), json.decimal("value"), json.text("unit"), json.text("source"), "during"));
            case "invalid" -> new Invalid(json.name("flag"), json.text("message"));
            case "ended" -> new Ended(json.integer("cycles"));
            case "void" -> new Voided(json.text("reason"));
            default -> new Other();
        };
    }
}
