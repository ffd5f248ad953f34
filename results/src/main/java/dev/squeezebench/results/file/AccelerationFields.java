package dev.squeezebench.results.file;

import dev.squeezebench.results.AccelerationUse;
import dev.squeezebench.results.Adapter;
import dev.squeezebench.results.PlacedNode;
import dev.squeezebench.results.json.JsonFields;
import dev.squeezebench.results.json.JsonOutput;
import java.io.IOException;

/** The object {@code acceleration}, the same in a trial's journal and in its record. */
public final class AccelerationFields {
    private AccelerationFields() {}

    /** Writes the fields; what is not known is left out. */
    public static void write(JsonOutput json, AccelerationUse use) throws IOException {
        json.text("requested", use.requested())
                .text("obtained", use.obtained())
                .integerMap("placement", use.placement());
        if (!use.fallbacks().isEmpty()) {
            json.objects("fallbacks", use.fallbacks(), (node, fallback) -> node.text("name", fallback.name())
                    .text("kind", fallback.kind())
                    .text("on", fallback.on()));
        }
        json.integer("memory_copies", use.memoryCopies());
        if (use.adapter().isPresent()) {
            Adapter adapter = use.adapter().get();
            json.object("adapter", fields -> fields.text("name", adapter.name())
                    .text("vendor", adapter.vendor())
                    .text("type", adapter.type().word())
                    .text("driver", adapter.driver())
                    .text("api_version", adapter.apiVersion()));
        }
    }

    /** Reads the fields. */
    public static AccelerationUse read(JsonFields json) {
        return new AccelerationUse(
                json.text("requested"),
                json.optionalText("obtained"),
                json.integerMap("placement"),
                json.objects(
                        "fallbacks", node -> new PlacedNode(node.text("name"), node.text("kind"), node.text("on"))),
                json.optionalInteger("memory_copies"),
                json.optionalObject("adapter").map(AccelerationFields::adapter));
    }

    private static Adapter adapter(JsonFields json) {
        return new Adapter(
                json.text("name"), json.text("vendor"), type(json), json.text("driver"), json.text("api_version"));
    }

    private static Adapter.Type type(JsonFields json) {
        try {
            return Adapter.Type.ofWord(json.text("type"));
        } catch (IllegalArgumentException e) {
            throw json.wrong("type", "is no type of adapter");
        }
    }
}
