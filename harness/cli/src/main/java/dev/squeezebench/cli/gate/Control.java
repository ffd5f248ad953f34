package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.GateSeries;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.file.DerivedFile;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gates of a baseline against itself on one kind of machine by one version of this program: what a gate's verdict rests on. It is kept
 * in the cache, where {@code gate --self-test} stores it.
 *
 * @param at when they ended
 * @param scenario id of what was measured
 * @param gates how many
 * @param passed how many of them passed
 * @param failed how many of them failed
 * @param deviation standard deviation of a round's log-ratio; absent where no gate had two rounds
 */
record Control(Instant at, String scenario, int gates, int passed, int failed, OptionalDouble deviation) {
    private static final String FOLDER = "controls";

    /** Of the gates of equal sides of a self-test. */
    static Control of(GateSeries equal, Instant at) {
        return new Control(
                at,
                equal.gates().get(0).stream()
                        .map(each -> each.candidate().id())
                        .findFirst()
                        .orElse("nothing"),
                equal.gates().size(),
                (int) equal.count(Verdict.Pass.class),
                (int) equal.count(Verdict.Fail.class),
                equal.deviation());
    }

    /** The control of this version on a machine; empty where there is none, or its file is damaged. */
    static Optional<Control> in(Path cache, Environment machine) throws IOException {
        Path file = file(cache, machine);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonFields json = JsonFields.parse(Files.readAllBytes(file));
            return Optional.of(new Control(
                    Instant.parse(json.text("at")),
                    json.text("scenario"),
                    json.integer("gates"),
                    json.integer("passed"),
                    json.integer("failed"),
                    json.has("deviation") ? OptionalDouble.of(json.decimal("deviation")) : OptionalDouble.empty()));
        } catch (JsonFormatException | DateTimeParseException e) {
            // The next self-test writes it anew.
            return Optional.empty();
        }
    }

    /** Stores it in the place of an older one. */
    void store(Path cache, Environment machine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> fields.text("at", at.toString())
                    .text("version", Version.own())
                    .text("machine", machine.caption())
                    .text("scenario", scenario)
                    .integer("gates", gates)
                    .integer("passed", passed)
                    .integer("failed", failed)
                    .decimal("deviation", deviation));
        }
        Path file = file(cache, machine);
        Files.createDirectories(file.resolveSibling("."));
        DerivedFile.replace(file, bytes.toByteArray());
    }

    private static Path file(Path cache, Environment machine) {
        // Not by its name: hosted machines of one kind have another one each time.
        String key = machine.host().manufacturer().orElse("") + ' ' + machine.caption() + ' ' + Version.own();
        return cache.resolve(FOLDER).resolve("gate-" + Digests.shortHash(key) + ".json");
    }

    /** What a gate says of it. */
    String words() {
        return "control: " + gates + (gates == 1 ? " gate" : " gates")
                + " of a baseline against itself on this kind of machine: "
                + passed + " PASS, " + failed + " FAIL"
                + (deviation.isPresent()
                        ? String.format(Locale.ROOT, ", round SD %.2f%%", 100 * deviation.getAsDouble())
                        : "")
                + " (" + scenario + ", " + at.toString().substring(0, 10) + ")"
                + (failed > 0 ? "; a gate that fails equal sides proves nothing: look at the machine first" : "");
    }

    /** What a gate says where there is none. */
    static String absent() {
        return "uncontrolled: no baseline was measured against itself on this machine by this version;"
                + " 'squeezebench gate --self-test' does that once";
    }
}
