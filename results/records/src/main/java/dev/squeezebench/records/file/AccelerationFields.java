package dev.squeezebench.records.file;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** The object {@code acceleration}, the same in a trial's journal and in its record. */
public final class AccelerationFields {
    private AccelerationFields() {}

    /** Writes the fields; what is not known is left out. */
    public static void write(JsonOutput json, AccelerationUse use) throws IOException {
        json.text("requested", use.requested())
                .text("obtained", use.obtained())
                .integerMap("placement", use.placement());
        if (use.flopShare().isPresent()) {
            json.decimal("flop_share", use.flopShare().getAsDouble());
        }
        if (!use.fallbacks().isEmpty()) {
            json.objects("fallbacks", use.fallbacks(), (node, fallback) -> node.text("name", fallback.name())
                    .text("kind", fallback.kind())
                    .text("on", fallback.on()));
        }
        json.integer("memory_copies", use.memoryCopies());
        if (use.adapter().isPresent()) {
            json.object(
                    "adapter",
                    fields -> AdapterFields.write(fields, use.adapter().get()));
        }
    }

    /** Reads the fields. */
    public static AccelerationUse read(JsonFields json) {
        return new AccelerationUse(
                json.name("requested"),
                json.optionalText("obtained"),
                json.with("placement").integerMap("placement", Range.COUNT),
                json.optionalDecimal("flop_share", Range.SHARE),
                json.objects(
                        "fallbacks", node -> new PlacedNode(node.text("name"), node.text("kind"), node.text("on"))),
                json.optionalInteger("memory_copies", Range.COUNT),
                json.optionalObject("adapter").map(AdapterFields::read));
    }
}
