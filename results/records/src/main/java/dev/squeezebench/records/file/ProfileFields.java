package dev.squeezebench.records.file;

import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.FlameGraph;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fields of a {@code profile} record. */
final class ProfileFields {
    private ProfileFields() {}

    static void write(JsonOutput json, Profile profile) throws IOException {
        TrialFields.scenario(json, profile.scenario());
        json.text("arm", profile.arm())
                .integer("process", profile.process())
                .object(
                        "acceleration",
                        fields -> fields.text("requested", profile.scenario().acceleration()))
                .integersIfAny("invocation_ns", profile.invocationNs())
                .text("raw", profile.raw())
                .objects("operators", profile.operators(), ProfileFields::operator)
                .objects("warnings", profile.warnings(), WarningFields::write);
        if (profile.ceilings().isPresent()) {
            Ceilings ceilings = profile.ceilings().get();
            json.object("ceilings", fields -> fields.objects("products", ceilings.products(), ProfileFields::product)
                    .objects("scalings", ceilings.scalings(), ProfileFields::scaling));
        }
        if (profile.javaSide().isPresent()) {
            json.object(
                    "java_side",
                    fields -> JavaSideFields.write(fields, profile.javaSide().get()));
        }
        if (!profile.flameGraphs().isEmpty()) {
            json.objects("flame_graphs", profile.flameGraphs(), ProfileFields::flameGraph);
        }
    }

    private static void flameGraph(JsonOutput json, FlameGraph graph) throws IOException {
        json.text("event", graph.event())
                .integer("invocations", graph.invocations())
                .integer("total", graph.total())
                .objects("top", graph.top(), (frame, top) -> frame.text("name", top.name())
                        .integer("weight", top.weight()))
                .text("html", graph.html())
                .text("collapsed", graph.collapsed());
    }

    private static void operator(JsonOutput json, ProfiledOperator operator) throws IOException {
        json.text("name", operator.name())
                .text("type", operator.type())
                .text("on", operator.on())
                .text("layer", operator.layer())
                .integersIfAny("nodes", series(operator.nodes()))
                .text("kind", operator.kind().word())
                .integer("calls", operator.calls())
                .objects("inputs", operator.inputs(), ProfileFields::shape)
                .objects("outputs", operator.outputs(), ProfileFields::shape)
                .integer("flop", operator.flop())
                .integer("moved_bytes", operator.bytes())
                .integers("time_ns", operator.ns());
        if (operator.threads().isPresent()) {
            json.object(
                    "threads",
                    fields -> OperatorThreadsFields.write(
                            fields, operator.threads().get()));
        }
    }

    private static void product(JsonOutput json, Ceilings.Product product) throws IOException {
        json.integer("rows", product.rows())
                .integer("inner", product.inner())
                .integer("columns", product.columns())
                .integers("time_ns", product.ns());
    }

    private static void scaling(JsonOutput json, Ceilings.Scaling scaling) throws IOException {
        json.integer("elements", scaling.elements()).integers("time_ns", scaling.ns());
    }

    private static LongSeries series(List<Integer> numbers) {
        return LongSeries.of(numbers.stream().mapToLong(Integer::longValue).toArray());
    }

    private static void shape(JsonOutput json, TensorShape shape) throws IOException {
        json.text("dtype", shape.dtype())
                .integers(
                        "sizes",
                        LongSeries.of(shape.sizes().stream()
                                .mapToLong(Long::longValue)
                                .toArray()));
    }

    static Profile read(JsonFields fields, RecordHead head) {
        // The id is derived from the scenario's parts, which count.
        fields.name("scenario");
        List<ProfiledOperator> operators = atLeastOne(fields, "operators", ProfileFields::operator);
        return new Profile(
                head.run(),
                head.at(),
                TrialFields.scenario(fields.with("options"), false),
                TrialFields.arm(fields, "arm"),
                fields.integer("process", Range.POSITIVE),
                fields.integers("invocation_ns", Range.NANOSECONDS),
                operators,
                fields.optionalText("raw"),
                fields.objects("warnings", WarningFields::read),
                fields.optionalObject("ceilings").map(ProfileFields::ceilings),
                fields.optionalObject("java_side").map(JavaSideFields::read),
                fields.objects("flame_graphs", ProfileFields::flameGraph));
    }

    private static FlameGraph flameGraph(JsonFields fields) {
        return new FlameGraph(
                fields.name("event"),
                fields.integer("invocations", Range.POSITIVE),
                fields.longInteger("total", Range.COUNT),
                fields.with("top")
                        .objects(
                                "top",
                                frame -> new FlameGraph.Frame(
                                        frame.name("name"), frame.longInteger("weight", Range.COUNT))),
                fields.name("html"),
                fields.name("collapsed"));
    }

    private static ProfiledOperator operator(JsonFields fields) {
        return new ProfiledOperator(
                        fields.text("name"),
                        fields.name("type"),
                        fields.name("on"),
                        fields.optionalText("layer"),
                        fields.integers("nodes", Range.INDEX).stream()
                                .mapToObj(Math::toIntExact)
                                .collect(Collectors.toList()),
                        fields.word("kind", OperatorKind.class),
                        fields.integer("calls", Range.POSITIVE),
                        fields.objects("inputs", ProfileFields::shape),
                        fields.objects("outputs", ProfileFields::shape),
                        fields.optionalLongInteger("flop", Range.COUNT),
                        fields.optionalLongInteger("moved_bytes", Range.BYTES),
                        times(fields))
                .with(fields.optionalObject("threads").map(OperatorThreadsFields::read));
    }

    private static Ceilings ceilings(JsonFields fields) {
        return new Ceilings(
                atLeastOne(fields, "products", ProfileFields::product),
                atLeastOne(fields, "scalings", ProfileFields::scaling));
    }

    private static <T> List<T> atLeastOne(JsonFields fields, String name, Function<JsonFields, T> read) {
        List<T> all = fields.with(name).objects(name, read);
        if (all.isEmpty()) {
            throw fields.wrong(name, "is empty");
        }
        return all;
    }

    private static Ceilings.Product product(JsonFields fields) {
        return new Ceilings.Product(
                fields.integer("rows", Range.POSITIVE),
                fields.integer("inner", Range.POSITIVE),
                fields.integer("columns", Range.POSITIVE),
                times(fields));
    }

    private static Ceilings.Scaling scaling(JsonFields fields) {
        return new Ceilings.Scaling(fields.integer("elements", Range.POSITIVE), times(fields));
    }

    private static LongSeries times(JsonFields fields) {
        LongSeries times = fields.with("time_ns").integers("time_ns", Range.CPU_NANOSECONDS);
        if (times.isEmpty()) {
            throw fields.wrong("time_ns", "is empty");
        }
        return times;
    }

    private static TensorShape shape(JsonFields fields) {
        return new TensorShape(
                fields.name("dtype"),
                fields.with("sizes").integers("sizes", Range.COUNT).stream()
                        .boxed()
                        .collect(Collectors.toList()));
    }
}
