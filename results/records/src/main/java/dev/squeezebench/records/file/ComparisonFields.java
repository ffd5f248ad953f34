package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.GateVerdict;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Fields of a {@code comparison} record. */
final class ComparisonFields {
    private static final String INTERVAL = "interval";
    private static final String RANGE = "range";

    private ComparisonFields() {}

    static void write(JsonOutput json, Comparison comparison) throws IOException {
        json.text("candidate", comparison.candidate())
                .text("candidate_arm", comparison.candidateArm())
                .text("baseline", comparison.baseline())
                .text("baseline_arm", comparison.baselineArm())
                .text("metric", comparison.metric())
                .decimal("ratio", comparison.ratio())
                .object("spread", fields -> spread(fields, comparison.spread()))
                .objects("rounds", comparison.rounds(), ComparisonFields::round);
        if (comparison.verdict().isPresent()) {
            verdict(json, comparison.verdict().get());
        }
    }

    private static void round(JsonOutput json, RoundRatio round) throws IOException {
        json.text("run", round.run())
                .text("group", round.id().group())
                .integer("round", round.round())
                .decimal("ratio", round.ratio());
    }

    private static void verdict(JsonOutput json, GateVerdict verdict) throws IOException {
        json.text("verdict", verdict.answer())
                .text("reason", verdict.reason())
                .decimal("tolerance", verdict.tolerance())
                .objects("levels", verdict.looks(), (fields, look) -> fields.integer("rounds", look.rounds())
                        .decimal("fail", look.failLevel())
                        .decimal("pass", look.passLevel())
                        .integer("guard", look.guard()))
                .object("set_aside", fields -> fields.integer("slower", verdict.farSlower())
                        .integer("faster", verdict.farFaster()))
                .objects("controls", verdict.controls(), ComparisonFields::round);
    }

    private static Optional<GateVerdict> verdict(JsonFields fields) {
        if (!fields.has("verdict")) {
            return Optional.empty();
        }
        GateVerdict.Answer answer =
                Words.parse(GateVerdict.Answer.class, fields.oneOf("verdict", "pass", "fail", "inconclusive"));
        JsonFields setAside = fields.object("set_aside");
        return Optional.of(new GateVerdict(
                answer,
                fields.optionalText("reason"),
                fields.decimal("tolerance", Range.CONFIDENCE),
                fields.with("levels")
                        .objects(
                                "levels",
                                look -> new GateVerdict.Look(
                                        look.integer("rounds", Range.POSITIVE),
                                        look.decimal("fail", Range.CONFIDENCE),
                                        look.decimal("pass", Range.CONFIDENCE),
                                        look.integer("guard", Range.COUNT))),
                setAside.integer("slower", Range.COUNT),
                setAside.integer("faster", Range.COUNT),
                fields.with("controls").objects("controls", ComparisonFields::round)));
    }

    private static void spread(JsonOutput json, Spread spread) throws IOException {
        json.text("kind", spread instanceof Spread.Interval ? INTERVAL : RANGE)
                .decimal("lower", spread.lower())
                .decimal("upper", spread.upper());
        if (spread instanceof Spread.Interval interval) {
            json.decimal("confidence", interval.confidence()).text("method", interval.method());
        }
    }

    static Comparison read(JsonFields fields, RecordHead head) {
        List<RoundRatio> rounds = fields.with("rounds").objects("rounds", ComparisonFields::round);
        if (rounds.isEmpty()) {
            throw fields.wrong("rounds", "is empty");
        }
        return new Comparison(
                head.run(),
                head.at(),
                fields.name("candidate"),
                head.isFirstVersion() ? Trial.SINGLE : TrialFields.arm(fields, "candidate_arm"),
                fields.name("baseline"),
                head.isFirstVersion() ? Trial.SINGLE : TrialFields.arm(fields, "baseline_arm"),
                fields.text("metric"),
                fields.decimal("ratio", Range.ABOVE_ZERO),
                head.isFirstVersion() ? firstSpread(fields) : spread(fields.object("spread")),
                rounds,
                verdict(fields));
    }

    private static RoundRatio round(JsonFields fields) {
        return new RoundRatio(
                new RoundId(fields.name("run"), fields.optionalText("group"), fields.integer("round", Range.POSITIVE)),
                fields.decimal("ratio", Range.ABOVE_ZERO));
    }

    private static Spread spread(JsonFields fields) {
        return fields.oneOf("kind", INTERVAL, RANGE).equals(INTERVAL) ? interval(fields) : range(fields);
    }

    /** Version 1 had an object for each kind. */
    private static Spread firstSpread(JsonFields fields) {
        return fields.has(INTERVAL) ? interval(fields.object(INTERVAL)) : range(fields.object(RANGE));
    }

    private static Spread interval(JsonFields fields) {
        return new Spread.Interval(
                end(fields, "lower"),
                end(fields, "upper"),
                fields.decimal("confidence", Range.CONFIDENCE),
                fields.text("method"));
    }

    private static Spread range(JsonFields fields) {
        return new Spread.Range(end(fields, "lower"), end(fields, "upper"));
    }

    private static double end(JsonFields fields, String name) {
        return fields.decimal(name, Range.ABOVE_ZERO);
    }
}
