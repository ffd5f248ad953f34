package dev.squeezebench.records.file;

import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.Optional;

/** Fields of a {@code round} record. */
final class RoundFields {
    private static final String COMPLETE = "complete";
    private static final String VOID = "void";

    private RoundFields() {}

    static void write(JsonOutput json, RoundRecord round) throws IOException {
        json.text("group", round.group())
                .integer("round", round.round())
                .integer("attempt", round.attempt())
                .texts("arms", round.arms())
                .integer("cycles", round.cycles())
                .text("outcome", round.voided().isPresent() ? VOID : COMPLETE)
                .text("reason", round.voided());
    }

    static RoundRecord read(JsonFields fields, RecordHead head) {
        return new RoundRecord(
                head.run(),
                head.at(),
                fields.name("group"),
                fields.integer("round", Range.POSITIVE),
                fields.integer("attempt", Range.POSITIVE),
                fields.with("arms").texts("arms"),
                fields.integer("cycles", Range.POSITIVE),
                fields.oneOf("outcome", COMPLETE, VOID).equals(VOID)
                        ? Optional.of(fields.text("reason"))
                        : Optional.empty());
    }
}
