package dev.squeezebench.android.lab.hosted;

import dev.squeezebench.android.lab.phone.Fitness;
import dev.squeezebench.android.lab.phone.Fitness.Obstacle;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.run.Refusal;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.output.OutputComparison;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.core.trial.ReturnedTrial;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one device left behind that measured by itself what was packed for it. Its folder holds {@code plan.jsonl}, a result
 * file in which every trial stands as not run; {@code facts-before.txt} and {@code facts-after.txt}, what the device told of
 * itself; and {@code rounds/001}, {@code rounds/002}, ..., each as a phone's round is: {@code round.jsonl} and {@code
 * arm0/journal.jsonl}, with {@code arm0/outputs.safetensors}, {@code arm0/inputs.safetensors} and {@code
 * arm0/expected.safetensors} where the lab keeps files.
 *
 * @param folder of the device
 * @param plan what should have been measured
 */
record HostedSession(Path folder, Results plan) {
    /** What should be measured. */
    static final String PLAN = "plan.jsonl";

    /** Word of the settings of a run of one long round. */
    private static final String SUSTAIN = "sustain";

    /** Name of what outputs are compared with. */
    private static final String REFERENCE = "reference-float64";

    private static final long MOST_TEXT = 256L << 20;

    /** Above, batteries are warm enough to slow a phone down. */
    private static final double MOST_CELSIUS = 40;

    /**
     * Reads the plan of a folder.
     *
     * @throws IOException when it is none
     */
    static HostedSession in(Path folder) throws IOException {
        Results plan = ResultReader.read(folder.resolve(PLAN));
        if (plan.runs().size() != 1 || plan.trials().isEmpty()) {
            throw new UnreadableFileException(
                    folder.resolve(PLAN), "it is no plan of one run", "fetch the results from the lab again");
        }
        return new HostedSession(folder, plan);
    }

    private String text(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            return "";
        }
        if (Files.size(path) > MOST_TEXT) {
            throw new UnreadableFileException(
                    path, "it has more than " + (MOST_TEXT >> 20) + " MiB", "fetch the results from the lab again");
        }
        return Files.readString(path, StandardCharsets.ISO_8859_1);
    }

    /** The same for the same device and the same moment, however its results came. */
    String id() throws IOException {
        StringBuilder all = new StringBuilder(plan.runs().get(0).run()).append(text("facts-before.txt"));
        for (int round : rounds().keySet()) {
            all.append(text(roundFolder(round) + "/round.jsonl"));
        }
        String own = plan.runs().get(0).run();
        return Digests.sha256(all.toString()).substring(0, Math.min(own.length(), 32));
    }

    private static String roundFolder(int round) {
        return String.format(Locale.ROOT, "rounds/%03d", round);
    }

    /** The planned trials of each round, in the order of its arms, by the number of its folder. */
    private Map<Integer, List<Trial>> rounds() {
        Map<List<String>, List<Trial>> rounds = new LinkedHashMap<>();
        for (Trial trial : plan.trials()) {
            // What measures by itself is a round of its own.
            String which = trial.group().orElse(trial.scenario().id());
            rounds.computeIfAbsent(List.of(which, String.valueOf(trial.round())), any -> new ArrayList<>())
                    .add(trial);
        }
        Map<Integer, List<Trial>> numbered = new TreeMap<>();
        rounds.values().forEach(trials -> numbered.put(numbered.size() + 1, trials));
        return numbered;
    }

    /** Whether its outputs came back: of two copies of a session, one that says more. */
    boolean hasOutputs() {
        return Files.exists(folder.resolve("rounds/001/arm0/outputs.safetensors"));
    }

    /**
     * Its records, as a run of its own.
     *
     * @param redaction of the device's serial
     * @throws IOException when a file is damaged; what is missing is in the trials' outcomes
     */
    List<ResultRecord> records(Redaction redaction) throws IOException {
        String id = id();
        RunRecord planned = plan.runs().get(0);
        PhoneFacts before = PhoneFacts.parse(text("facts-before.txt"));
        PhoneFacts after = PhoneFacts.parse(text("facts-after.txt"));
        Instant at = before.clock().orElse(planned.at());
        Environment environment = PhoneEnvironment.of(before, id, at, redaction);
        List<ResultRecord> records = new ArrayList<>();
        records.add(new RunRecord(
                id,
                at,
                planned.version(),
                planned.commandLine(),
                planned.seed(),
                planned.settings(),
                planned.quick(),
                planned.identified(),
                planned.bundle()));
        records.add(environment);
        for (ModelRecord model : plan.models()) {
            records.add(new ModelRecord(
                    id,
                    at,
                    model.workload(),
                    model.lowering(),
                    model.fusion(),
                    model.dtype(),
                    model.batch(),
                    model.sequenceLength(),
                    model.file()));
        }
        Warning uncontrolled = uncontrolled(before);
        // Without that mode such libraries are not loaded, and nothing is measured.
        Map<String, String> ofMeasured = Refusal.compatibilityMode(before)
                .map(message -> Map.of(WarningCode.PAGE_COMPATIBILITY.word(), message))
                .orElse(Map.of());
        for (Map.Entry<Integer, List<Trial>> round : rounds().entrySet()) {
            records.addAll(
                    round(id, at, round.getKey(), round.getValue(), environment, after, uncontrolled, ofMeasured));
        }
        return records;
    }

    /** What a reader has to know of every number of a device that nobody here saw. */
    private static Warning uncontrolled(PhoneFacts facts) {
        List<String> unknown = new ArrayList<>(List.of("other apps", "cooling"));
        if (facts.battery().ratio().isEmpty()) {
            unknown.add("the battery's charge");
        }
        if (facts.battery().celsius().isEmpty()) {
            unknown.add("the temperature at the start");
        }
        if (facts.thermalStatus().isEmpty()) {
            unknown.add("the thermal status at the start");
        }
        if (facts.lowPower().isEmpty()) {
            unknown.add("the battery saver");
        }
        List<String> unfit = Fitness.obstacles(facts, facts.clock().orElse(Instant.EPOCH)).stream()
                .map(Obstacle::message)
                .toList();
        return WarningCode.NOT_CONTROLLED.warning("a hosted lab ran it, and nobody here chose or saw: "
                + String.join(", ", unknown)
                + (unfit.isEmpty() ? "" : "; at the start " + Printable.text(String.join(", ", unfit))));
    }

    private List<ResultRecord> round(
            String id,
            Instant at,
            int number,
            List<Trial> arms,
            Environment environment,
            PhoneFacts after,
            Warning uncontrolled,
            Map<String, String> ofMeasured)
            throws IOException {
        Told told = Told.of(text(roundFolder(number) + "/round.jsonl"));
        Map<String, String> flags = new LinkedHashMap<>(told.invalid());
        Map<String, String> heat = heat(told.readings(), after);
        // A long round is measured for what heat does.
        boolean sustained = plan.runs().get(0).settings().containsKey(SUSTAIN);
        if (!sustained) {
            flags.putAll(heat);
        }
        List<Trial> trials = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            Path own = folder.resolve(roundFolder(number) + "/arm" + arm);
            Trial planned = arms.get(arm);
            Journal journal = JournalReader.read(own.resolve("journal.jsonl"));
            List<Warning> warnings = new ArrayList<>(planned.warnings());
            warnings.add(uncontrolled);
            Trial named = new Trial.Builder(id, at, planned.scenario())
                    .device(Optional.of(environment.device()))
                    .launch(Optional.of(LaunchMode.HOSTED))
                    .modelSha256(planned.modelSha256())
                    .group(planned.group())
                    .place(planned.round(), planned.order())
                    .arm(planned.arm())
                    .attempt(planned.attempt())
                    .outcome(planned.outcome())
                    .readings(told.readings())
                    .warnings(warnings)
                    .outputCheck(planned.outputCheck())
                    .startedAt(at)
                    .build();
            Trial returned = ReturnedTrial.of(named, journal, told.lost(), check(named, own));
            Map<String, String> known = new LinkedHashMap<>(sustained ? heat : Map.of());
            known.putAll(returned.outcome() instanceof TrialOutcome.Failed ? Map.of() : ofMeasured);
            trials.add(flagged(warned(returned, known), flags));
        }
        Optional<String> voided = told.lost();
        if (voided.isEmpty() && !trials.stream().allMatch(Trial::isMeasured)) {
            voided = Optional.of("not all of its trials were measured");
        }
        if (voided.isPresent()) {
            trials.replaceAll(trial -> trial.isMeasured() ? trial.withOutcome(TrialOutcome.Invalid.ROUND_VOID) : trial);
        }
        List<ResultRecord> records = new ArrayList<>(trials);
        Optional<String> group = arms.get(0).group();
        if (group.isPresent()) {
            records.add(new RoundRecord(
                    id,
                    at,
                    group.get(),
                    arms.get(0).round(),
                    1,
                    trials.stream().map(trial -> trial.scenario().id()).toList(),
                    Math.max(1, told.cycles()),
                    voided));
        }
        return records;
    }

    /** The round is complete for all that, and its trials do not count. */
    private static Trial flagged(Trial trial, Map<String, String> flags) {
        if (flags.isEmpty() || !trial.isMeasured()) {
            return trial;
        }
        return warned(trial, flags).toBuilder()
                .outcome(new TrialOutcome.Invalid(List.copyOf(flags.keySet())))
                .build();
    }

    private static Trial warned(Trial trial, Map<String, String> flags) {
        List<Warning> warnings = new ArrayList<>(trial.warnings());
        for (WarningCode code : WarningCode.values()) {
            if (flags.containsKey(code.word())) {
                warnings.add(code.warning(flags.getOrDefault(code.word(), "")));
            }
        }
        return trial.toBuilder().warnings(warnings).build();
    }

    private static Map<String, String> heat(List<Reading> readings, PhoneFacts after) {
        Map<String, String> flags = new TreeMap<>();
        for (Reading reading : readings) {
            if (reading.name().equals("thermal_status") && reading.value() > 0) {
                flags.put(WarningCode.THROTTLED.word(), "Android reported that the device was throttled in the round");
            } else if (reading.name().equals("battery_temperature") && reading.value() > MOST_CELSIUS) {
                flags.put(
                        WarningCode.HOT.word(),
                        String.format(Locale.ROOT, "the battery had %.1f °C in the round", reading.value()));
            }
        }
        if (after.thermalStatus().orElse(0) > 0) {
            flags.put(WarningCode.THROTTLED.word(), "Android reported that the device was throttled after the rounds");
        }
        return flags;
    }

    /** Only files beside the journal are looked at, whatever it says. */
    private static OutputCheck check(Trial trial, Path own) throws IOException {
        Path outputs = own.resolve("outputs.safetensors");
        Path expected = own.resolve("expected.safetensors");
        Path inputs = own.resolve("inputs.safetensors");
        if (!Files.isRegularFile(outputs)) {
            return new OutputCheck.NotChecked("no outputs came back from the lab");
        }
        if (!Files.isRegularFile(expected) || !Files.isRegularFile(inputs)) {
            return new OutputCheck.NotChecked("what the outputs are compared with did not come back from the lab");
        }
        ElementType type =
                trial.scenario().dtype().equals(ElementType.FLOAT16.word()) ? ElementType.FLOAT16 : ElementType.FLOAT32;
        return OutputComparison.masked(REFERENCE, OutputTolerance.ofNetwork(type), Safetensors.read(inputs))
                .check(Safetensors.read(expected), Safetensors.read(outputs));
    }

    /**
     * What the device told of a round.
     *
     * @param cycles that were run
     * @param lost why it has no end; absent where it has
     */
    private record Told(int cycles, List<Reading> readings, Map<String, String> invalid, Optional<String> lost) {
        static Told of(String lines) throws IOException {
            int cycles = 0;
            List<Reading> readings = new ArrayList<>();
            Map<String, String> invalid = new LinkedHashMap<>();
            Optional<String> lost = Optional.of(
                    lines.isEmpty()
                            ? "nothing came back of this round: the lab ended the run before, or lost its files"
                            : "the device told no end of the round: the lab ended it, or the app crashed");
            for (String line : lines.split("\n", -1)) {
                try {
                    JsonFields event = JsonFields.parse(line.getBytes(StandardCharsets.ISO_8859_1));
                    switch (event.text("event")) {
                        case "reading" ->
                            readings.add(new Reading(
                                    event.text("name"),
                                    event.decimal("value"),
                                    event.text("unit"),
                                    event.text("source"),
                                    "during"));
                        case "invalid" -> invalid.put(event.name("flag"), event.text("message"));
                        case "void" -> lost = Optional.of(Printable.text(event.text("reason")));
                        case "ended" -> {
                            cycles = event.integer("cycles");
                            lost = Optional.empty();
                        }
                        default -> {
                            continue;
                        }
                    }
                } catch (JsonFormatException | IllegalArgumentException e) {
                    if (!line.isEmpty()) {
                        lost = Optional.of("the device's account of the round is damaged: "
                                + Printable.text(String.valueOf(e.getMessage())));
                        break;
                    }
                }
            }
            return new Told(cycles, readings, invalid, lost);
        }
    }
}
