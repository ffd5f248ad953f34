package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.DeviceFiles;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One round in its folder on a phone, from its request to what it left behind.
 *
 * <p>The folder's name follows from what is asked for, the turns' seed included: a command that was killed and takes its run up
 * again asks for the same, finds the round that still runs there or has ended, and goes on with it.
 */
final class PhoneRound implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What is read of a round's account at once; it may be long where this computer was away. */
    private static final int PART_BYTES = 1 << 20;

    /** Readings of a night. */
    private static final long MOST_ACCOUNT_BYTES = 64L << 20;

    private static final long MOST_JOURNAL_BYTES = 256L << 20;
    private static final long MOST_OUTPUT_BYTES = 1L << 30;
    private static final String JOURNAL = "journal.jsonl";
    private static final String OUTPUTS = "outputs.safetensors";
    private static final String PADDED_OUTPUTS = "padded-outputs.safetensors";
    private static final String REQUEST = "request.json";
    private static final String ROUND = "round.json";
    private static final int HASH_DIGITS = 12;
    private static final Pattern STARTED = Pattern.compile("([0-9]{1,9}) ([a-z]{1,12})");

    private final AdbDevice device;
    private final Path local;
    private final Pause pause;
    private final int arms;
    private final String run;
    private final String folder;
    private final LaunchMode launch;
    private Optional<String> process = Optional.empty();

    /**
     * Writes the requests; nothing happens on the phone yet.
     *
     * @param run its id, in letters, digits and hyphens
     * @param place what tells trials of one arm by themselves apart
     * @param round of several arms, absent for one by itself
     * @param scratch folder for temporary files
     */
    PhoneRound(
            AdbDevice device,
            String run,
            String place,
            List<Arm> arms,
            TrialSettings settings,
            Optional<Round> round,
            PhoneStore store,
            Path scratch,
            Pause pause)
            throws IOException {
        this.device = device;
        this.local = Files.createTempDirectory(scratch, "phone-");
        this.pause = pause;
        this.arms = arms.size();
        this.run = run;
        MessageDigest digest = Digests.sha256();
        digest.update(place.getBytes(StandardCharsets.UTF_8));
        for (int arm = 0; arm < arms.size(); arm++) {
            Path request = Files.createDirectories(local.resolve("arm" + arm)).resolve(REQUEST);
            TrialRequestFile.write(request, request(arms.get(arm), settings, store::path, request));
            digest.update(Files.readAllBytes(request));
            // Of another version of a runtime the same is asked for.
            digest.update(arms.get(arm).toString().getBytes(StandardCharsets.UTF_8));
        }
        List<String> cores =
                arms.stream().map(arm -> arm.planned().cores()).distinct().toList();
        if (cores.size() > 1) {
            throw new AdbException(
                    Problem.REFUSED,
                    "a phone gives all processes of a round the same processors, and here are "
                            + String.join(", ", cores) + ": measure them in runs of their own");
        }
        List<LaunchMode> launches =
                arms.stream().map(arm -> arm.planned().launch()).distinct().toList();
        if (launches.size() > 1) {
            throw new IllegalArgumentException("a round has one launch mode, not " + launches);
        }
        if (launches.get(0) == LaunchMode.APK
                && arms.stream()
                                .map(arm -> arm.planned().runner().classPath())
                                .distinct()
                                .count()
                        > 1) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the app on a phone has one version of a runtime, and the arms of this round want several: measure by"
                            + " --launch shell, or each in a run of its own, and put the results side by side by compare");
        }
        this.launch = launches.get(0);
        byte[] whole = json(arms.size(), launch, cores.get(0), round);
        Files.write(local.resolve(ROUND), whole);
        digest.update(whole);
        this.folder = PhoneApp.rounds(launch)
                + '/'
                + run
                + '-'
                + Digests.hex(digest.digest()).substring(0, HASH_DIGITS);
    }

    /**
     * How a round ended, as the phone told.
     *
     * @param cycles that were run
     * @param readings of the phone
     * @param invalid what it met that makes it not count, by flag
     * @param voided why it is void; absent where every arm has measured
     * @param isFromOutside whether something other than an arm ended it
     */
    record End(
            int cycles,
            List<Reading> readings,
            Map<String, String> invalid,
            Optional<String> voided,
            boolean isFromOutside) {
        /** Whether every arm has measured. */
        boolean isMeasured() {
            return voided.isEmpty();
        }
    }

    /**
     * Whether it runs there already, or has ended: then it is gone on with. All else that was left there by commands that were
     * killed is ended first, since no two of them have the device at once, and what is left of this run is removed.
     *
     * @return the word that it was started with
     */
    Optional<String> adopted() throws AdbException {
        String line = device.output(
                        "look for earlier rounds",
                        ShellCommand.script(
                                """
                                for each in "$2"/* "$4"/*; do
                                    [ -f "$each/pid" ] && [ "$each" != "$1" ] || continue
                                    read -r pid word <"$each/pid"
                                    if kill -0 "$pid" 2>/dev/null; then
                                        kill -9 "-$pid" 2>/dev/null || kill -9 "$pid" 2>/dev/null
                                        case $each in "$4"/*) am force-stop "$5" ;; esac
                                    fi
                                    case ${each##*/} in "$3"-*) rm -rf "$each" ;; esac
                                done
                                [ -f "$1/pid" ] || exit 0
                                read -r pid word <"$1/pid"
                                if kill -0 "$pid" 2>/dev/null || grep -q -e '"event":"ended"' -e '"event":"void"' "$1/round.jsonl" 2>/dev/null; then
                                    cat "$1/pid"
                                fi
                                """,
                                folder,
                                PhoneApp.rounds(LaunchMode.SHELL),
                                run,
                                PhoneApp.rounds(LaunchMode.APK),
                                Preparation.PACKAGE))
                .strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(started(line));
    }

    /** Starts it; it goes on without this computer. */
    void start(PhoneApp.Start start, String word) throws AdbException, IOException {
        device.output("make a folder", ShellCommand.of("mkdir", "-p", folder));
        for (int arm = 0; arm < arms; arm++) {
            String name = "/arm" + arm + '/' + REQUEST;
            device.files().push(Files.readAllBytes(local.resolve(name.substring(1))), folder + name);
        }
        device.files().push(Files.readAllBytes(local.resolve(ROUND)), folder + '/' + ROUND);
        started(device.output("start a round", start.of(folder, word)).strip());
    }

    private String started(String line) throws AdbException {
        Matcher parts = STARTED.matcher(line);
        if (!parts.matches()) {
            throw new AdbException(
                    Problem.PROTOCOL,
                    "the device started a round as process " + Printable.quoted(line) + ": restart it and try again");
        }
        process = Optional.of(parts.group(1));
        return parts.group(2);
    }

    static byte[] json(int arms, LaunchMode launch, String cores, Optional<Round> round) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> {
                fields.integer("arms", arms).text("launch", launch.word()).text("cores", cores);
                fields.integer(
                        "cycles", round.map(each -> each.length().cycles()).orElse(0));
                if (round.isPresent()) {
                    fields.integer("seed", round.get().seed())
                            .integer("round_ns", round.get().length().roundNs())
                            .flag("alone", round.get().length().alone())
                            .integer("sustained_ns", round.get().length().sustainedNs());
                }
            });
        }
        return bytes.toByteArray();
    }

    /** What is the phone's own is in the round. */
    private static Map<String, String> options(PlannedScenario planned) {
        Map<String, String> options = new TreeMap<>(planned.options());
        options.remove(PlannedScenario.CORES);
        options.remove(PlannedScenario.LAUNCH);
        return options;
    }

    /** Where a file of this computer is for the process that measures. */
    @FunctionalInterface
    interface Places {
        /**
         * Its path there.
         *
         * @param sha256 of its content, where it is known
         */
        String path(Path file, Optional<String> sha256) throws IOException;
    }

    static TrialRequest request(Arm arm, TrialSettings settings, Places places, Path file) throws IOException {
        PlannedScenario planned = arm.planned();
        Scenario scenario = planned.scenario();
        Optional<TrialRequest.PaddedInvocation> padded = Optional.empty();
        if (planned.padded().isPresent()) {
            padded = Optional.of(new TrialRequest.PaddedInvocation(
                    Path.of(places.path(planned.padded().get().inputs(), Optional.empty())),
                    file.resolveSibling(PADDED_OUTPUTS)));
        }
        return new TrialRequest(
                scenario.runner(),
                new SessionRequest(
                        Path.of(places.path(planned.model(), planned.modelSha256())),
                        scenario.acceleration(),
                        scenario.threads(),
                        planned.dimensions(),
                        settings.fullPlacement(),
                        options(planned),
                        planned.adapters(),
                        Map.of(),
                        planned.graph()),
                Path.of(places.path(planned.inputs(), Optional.empty())),
                planned.runner().info().isOnDevice(scenario.acceleration())
                        ? settings.warmUp().onDevice()
                        : settings.warmUp(),
                settings.measure().toNanos(),
                settings.blocks(),
                List.of(),
                Optional.empty(),
                arm.injected(),
                arm.jvm().bareLoop(),
                Optional.of(file.resolveSibling(JOURNAL)),
                Optional.of(file.resolveSibling(OUTPUTS)),
                planned.expectation().isOfFirstInference(),
                padded);
    }

    /**
     * Follows it to its end.
     *
     * @param stall how long it may tell nothing but readings
     * @param reconnect how long its device may be away at once
     * @param wanted cycles that it should have
     */
    End follow(TrialListener listener, Duration stall, Duration reconnect, int wanted) throws InterruptedException {
        Told told = new Told(listener, wanted);
        long offset = 1;
        Duration away = Duration.ZERO;
        Duration silent = Duration.ZERO;
        while (true) {
            try {
                String answer = device.output(
                        "tell how far a round is",
                        ShellCommand.script(
                                "kill -0 \"$3\" 2>/dev/null; echo $?; [ ! -f \"$1\" ] || tail -c \"+$2\" \"$1\" | head -c \"$4\"",
                                folder + "/round.jsonl",
                                String.valueOf(offset),
                                process.orElseThrow(),
                                String.valueOf(PART_BYTES)));
                away = Duration.ZERO;
                int first = answer.indexOf('\n');
                int last = answer.lastIndexOf('\n');
                boolean lives = answer.startsWith("0");
                String lines = first < 0 || last <= first ? "" : answer.substring(first + 1, last + 1);
                offset += lines.getBytes(StandardCharsets.UTF_8).length;
                boolean grew = told.lines(lines);
                if (told.end.isPresent()) {
                    return told.end.get();
                }
                boolean isPart = answer.getBytes(StandardCharsets.UTF_8).length >= PART_BYTES;
                if (offset > MOST_ACCOUNT_BYTES || (isPart && lines.isEmpty())) {
                    return told.lost(
                            "the device's account of the round has no end, and the round was ended: restart the device",
                            false);
                }
                if (!lives && lines.isEmpty()) {
                    return told.lost("the app's process on the device ended (" + lastWords() + ")", false);
                }
                silent = grew ? Duration.ZERO : silent.plus(LOOK);
                if (silent.compareTo(stall) > 0) {
                    return told.lost(
                            "the device told nothing for " + stall.toSeconds() + " seconds, and the round was ended",
                            false);
                }
                if (isPart) {
                    continue;
                }
            } catch (AdbException e) {
                if (away.compareTo(reconnect) >= 0) {
                    return told.lost(String.valueOf(e.getMessage()), true);
                }
                away = away.plus(LOOK);
            }
            pause.of(LOOK);
        }
    }

    private String lastWords() throws AdbException {
        String log = device.shell(ShellCommand.of("tail", "-n", "3", folder + "/run.log"))
                .out()
                .strip();
        return log.isEmpty() ? "it printed nothing" : Printable.text(log.replaceAll("\\s+", " "));
    }

    /** What was told so far. */
    private static final class Told {
        private final TrialListener listener;
        private final int wanted;
        private final List<Reading> readings = new ArrayList<>();
        private final Map<String, String> invalid = new LinkedHashMap<>();
        private int cycles;
        private Optional<End> end = Optional.empty();

        Told(TrialListener listener, int wanted) {
            this.listener = listener;
            this.wanted = wanted;
            this.cycles = wanted;
        }

        /** Whether it got on. */
        boolean lines(String lines) {
            boolean grew = false;
            for (String line : lines.split("\n", -1)) {
                if (!line.isBlank()) {
                    grew |= line(line);
                }
            }
            return grew;
        }

        private boolean line(String line) {
            RoundEvent event;
            try {
                event = RoundEvent.parse(line);
            } catch (JsonFormatException | IllegalArgumentException e) {
                end = Optional.of(lost("the device's account of the round is damaged: " + e.getMessage(), false));
                return true;
            }
            if (event instanceof RoundEvent.Cycles announced) {
                cycles = announced.count();
            } else if (event instanceof RoundEvent.Cycle cycle) {
                listener.block(cycle.number(), cycles);
            } else if (event instanceof RoundEvent.Read read) {
                readings.add(read.reading());
            } else if (event instanceof RoundEvent.Invalid found) {
                invalid.put(found.flag(), found.message());
            } else if (event instanceof RoundEvent.Ended ended) {
                end = Optional.of(new End(ended.cycles(), readings, invalid, Optional.empty(), false));
            } else if (event instanceof RoundEvent.Voided voided) {
                end = Optional.of(lost(Printable.text(voided.reason()), false));
            }
            return !(event instanceof RoundEvent.Read);
        }

        End lost(String reason, boolean fromOutside) {
            return new End(wanted, readings, invalid, Optional.of(reason), fromOutside);
        }
    }

    /**
     * Brings back what an arm left behind.
     *
     * @return its journal, beside which lie the outputs; a file that may not be there
     */
    Path pull(int arm) throws AdbException, IOException {
        String remote = folder + "/arm" + arm;
        Path here = local.resolve("arm" + arm);
        for (String name : List.of(JOURNAL, OUTPUTS, PADDED_OUTPUTS)) {
            Optional<DeviceFiles.Entry> there = device.files().stat(remote + '/' + name);
            if (there.isPresent() && there.get().isFile()) {
                device.files()
                        .pull(
                                remote + '/' + name,
                                here.resolve(name),
                                name.equals(JOURNAL) ? MOST_JOURNAL_BYTES : MOST_OUTPUT_BYTES);
            }
        }
        return here.resolve(JOURNAL);
    }

    /** Ends what still runs of it there, and keeps what it left. */
    void end() {
        try {
            device.shell(ShellCommand.script(
                    "kill -9 \"-$1\" 2>/dev/null || kill -9 \"$1\" 2>/dev/null; [ -z \"$2\" ] || am force-stop \"$2\"",
                    process.orElseThrow(),
                    app()));
        } catch (AdbException e) {
            // Removing it tries again.
            return;
        }
    }

    /** Ends what still runs of it there, and removes what it left there; a device that is gone keeps it. */
    void remove() {
        try {
            device.shell(ShellCommand.script("""
                    if [ -n "$2" ] && kill -0 "$2" 2>/dev/null; then
                        kill -9 "-$2" 2>/dev/null || kill -9 "$2" 2>/dev/null
                        [ -z "$3" ] || am force-stop "$3"
                    fi
                    rm -rf "$1"
                    """, folder, process.orElse(""), app()));
        } catch (AdbException e) {
            // The next 'devices clean' removes it.
            return;
        }
    }

    /** Whose processes Android ends for it, since they are none of the shell's; none in shell mode. */
    private String app() {
        return launch == LaunchMode.APK ? Preparation.PACKAGE : "";
    }

    /** Removes what it left here. */
    @Override
    public void close() throws IOException {
        delete(local);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (java.util.stream.Stream<Path> walked = Files.walk(folder)) {
            all = new ArrayList<>(walked.toList());
        }
        java.util.Collections.reverse(all);
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
