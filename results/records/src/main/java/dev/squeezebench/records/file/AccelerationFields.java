package dev.squeezebench.records.file;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The object {@code acceleration}, the same in a trial's journal and in its record. */
public final class AccelerationFields {
    private AccelerationFields() {}

    /** Writes the fields; what is not known is left out. */
    public static void write(JsonOutput json, AccelerationUse use) throws IOException {
        json.text("requested", use.requested())
                .text("obtained", use.obtained())
                .integerMap("placement", use.placement());
        if (use.flopShare().isPresent()) {
            FlopShare share = use.flopShare().get();
            if (share.isExact()) {
                json.decimal("flop_share", share.least());
            } else {
                json.object("flop_share_bounds", bounds -> bounds.decimal("least", share.least())
                        .decimal("most", share.most()));
            }
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
                share(json),
                json.objects(
                        "fallbacks", node -> new PlacedNode(node.text("name"), node.text("kind"), node.text("on"))),
                json.optionalInteger("memory_copies", Range.COUNT),
                json.optionalObject("adapter").map(AdapterFields::read));
    }

    private static Optional<FlopShare> share(JsonFields json) {
        OptionalDouble exact = json.optionalDecimal("flop_share", Range.SHARE);
        return exact.isPresent()
                ? Optional.of(FlopShare.exactly(exact.getAsDouble()))
                : json.optionalObject("flop_share_bounds")
                        .map(bounds -> new FlopShare(
                                bounds.decimal("least", Range.SHARE), bounds.decimal("most", Range.SHARE)));
    }
}
