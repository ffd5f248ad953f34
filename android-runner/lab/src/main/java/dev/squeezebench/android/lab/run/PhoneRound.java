package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.DeviceFiles;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One round in its folder on a phone, from its request to what it left behind. */
final class PhoneRound implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** An adb server takes some ten seconds to find a device again. */
    private static final int MOST_FAILED_LOOKS = 60;

    private static final long MOST_JOURNAL_BYTES = 256L << 20;
    private static final long MOST_OUTPUT_BYTES = 1L << 30;
    private static final String JOURNAL = "journal.jsonl";
    private static final String OUTPUTS = "outputs.safetensors";

    private final AdbDevice device;
    private final String folder;
    private final Path local;
    private final Pause pause;
    private Optional<String> process = Optional.empty();

    /**
     * @param id of the round, in letters, digits and hyphens
     * @param scratch folder for temporary files
     */
    PhoneRound(AdbDevice device, String id, Path scratch, Pause pause) throws IOException {
        this.device = device;
        this.folder = PhoneApp.roundFolder(id);
        this.local = Files.createTempDirectory(scratch, "phone-");
        this.pause = pause;
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

    /** Pushes the round with its arms' requests, and the files that they name. */
    void push(List<Arm> arms, TrialSettings settings, Optional<Round> round, PhoneStore store) throws IOException {
        device.output("make a folder", ShellCommand.of("mkdir", "-p", folder));
        for (int arm = 0; arm < arms.size(); arm++) {
            Path request = Files.createDirectories(local.resolve("arm" + arm)).resolve("request.json");
            TrialRequestFile.write(request, request(arms.get(arm), settings, store, request));
            device.files().push(Files.readAllBytes(request), folder + "/arm" + arm + "/request.json");
        }
        device.files().push(json(arms.size(), round), folder + "/round.json");
    }

    private static byte[] json(int arms, Optional<Round> round) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> {
                fields.integer("arms", arms).text("launch", "shell").text("cores", "any");
                fields.integer(
                        "cycles", round.map(each -> each.length().cycles()).orElse(0));
                if (round.isPresent()) {
                    fields.integer("seed", round.get().seed())
                            .integer("round_ns", round.get().length().roundNs())
                            .flag("alone", round.get().length().alone());
                }
            });
        }
        return bytes.toByteArray();
    }

    private static TrialRequest request(Arm arm, TrialSettings settings, PhoneStore store, Path file)
            throws IOException {
        PlannedScenario planned = arm.planned();
        Scenario scenario = planned.scenario();
        return new TrialRequest(
                scenario.runner(),
                new SessionRequest(
                        Path.of(store.path(planned.model(), planned.modelSha256())),
                        scenario.acceleration(),
                        scenario.threads(),
                        planned.dimensions(),
                        settings.fullPlacement(),
                        planned.options(),
                        planned.adapters(),
                        Map.of()),
                Path.of(store.path(planned.inputs(), Optional.empty())),
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
                false,
                Optional.empty());
    }

    /** Starts it; it goes on without this computer. */
    void start(PhoneApp.Start start) throws AdbException {
        String printed = device.output("start a round", start.of(folder)).strip();
        if (!printed.matches("[0-9]{1,9}")) {
            throw new AdbException(
                    Problem.PROTOCOL,
                    "the device started a round as process " + Printable.quoted(printed)
                            + ": restart it and try again");
        }
        process = Optional.of(printed);
    }

    /**
     * Follows it to its end.
     *
     * @param stall how long it may tell nothing but readings
     * @param wanted cycles that it should have
     */
    End follow(TrialListener listener, Duration stall, int wanted) throws InterruptedException {
        Told told = new Told(listener, wanted);
        long offset = 1;
        int failed = 0;
        Duration silent = Duration.ZERO;
        while (true) {
            try {
                String answer = device.output(
                        "tell how far a round is",
                        ShellCommand.script(
                                "kill -0 \"$3\" 2>/dev/null; echo $?; [ ! -f \"$1\" ] || tail -c \"+$2\" \"$1\"",
                                folder + "/round.jsonl",
                                String.valueOf(offset),
                                process.orElseThrow()));
                failed = 0;
                int first = answer.indexOf('\n');
                int last = answer.lastIndexOf('\n');
                boolean lives = answer.startsWith("0");
                String lines = first < 0 || last <= first ? "" : answer.substring(first + 1, last + 1);
                offset += lines.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                boolean grew = told.lines(lines);
                if (told.end.isPresent()) {
                    return told.end.get();
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
            } catch (AdbException e) {
                if (++failed > MOST_FAILED_LOOKS) {
                    return told.lost(String.valueOf(e.getMessage()), true);
                }
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
        for (String name : List.of(JOURNAL, OUTPUTS)) {
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

    /** Ends what still runs, and removes what it left, here and there; a device that is gone keeps it. */
    @Override
    public void close() throws IOException {
        try {
            device.shell(ShellCommand.script(
                    "[ -z \"$2\" ] || kill -9 \"-$2\" 2>/dev/null || kill -9 \"$2\" 2>/dev/null; rm -rf \"$1\"",
                    folder,
                    process.orElse("")));
        } catch (AdbException e) {
            // The next 'devices clean' removes it.
            return;
        } finally {
            delete(local);
        }
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
