package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Fitness;
import dev.squeezebench.android.lab.phone.Fitness.Obstacle;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.trial.HostEnd;
import dev.squeezebench.core.trial.TrialAssembly;
import dev.squeezebench.core.trial.TrialAssembly.Place;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs rounds on one phone: waits until it is fit, pushes what is missing, lets the phone's own coordinator run the round,
 * looks again whether it was fit, and brings the journals back. Outputs are compared here.
 */
public final class PhoneExecutor implements TrialExecutor, RoundExecutor {
    private static final Duration COOL_DOWN = Duration.ofSeconds(15);

    /** Ten minutes. */
    private static final int MOST_COOL_DOWNS = 40;

    private final String run;
    private final AdbDevice device;
    private final PhoneApp app;
    private final TrialSettings settings;
    private final TrialListener listener;
    private final ProgressListener progress;
    private final Path scratch;
    private final InstantSource time;
    private final Pause pause;
    private final TrialAssembly assembly;
    private final PhoneStore store;
    private int number;

    /**
     * An executor for one run on one phone.
     *
     * @param run id of the run
     * @param settings the same for every trial
     * @param listener follows how far a round has come
     * @param progress follows what is pushed
     * @param scratch folder for temporary files
     * @param time clock of the records
     * @param pause waits between looks
     */
    public PhoneExecutor(
            AdbDevice device,
            PhoneApp app,
            String run,
            TrialSettings settings,
            TrialListener listener,
            ProgressListener progress,
            Path scratch,
            InstantSource time,
            Pause pause) {
        this.run = run;
        this.device = device;
        this.app = app;
        this.settings = settings.unpinned();
        this.listener = listener;
        this.progress = progress;
        this.scratch = scratch;
        this.time = time;
        this.pause = pause;
        this.assembly = new TrialAssembly(run, settings.unpinned(), time);
        this.store = new PhoneStore(device, progress);
    }

    @Override
    public Trial execute(Arm arm, int round, int order) throws InterruptedException {
        Place place = new Place(arm, Optional.empty(), round, 1, order, time.instant());
        return measure(List.of(place), Optional.empty()).trials().get(0);
    }

    @Override
    public Result execute(Round round) throws InterruptedException {
        TurnSchedule schedule = new TurnSchedule(round.arms().size(), round.seed());
        List<Place> places = new ArrayList<>();
        for (int arm = 0; arm < round.arms().size(); arm++) {
            places.add(new Place(
                    round.arms().get(arm),
                    Optional.of(round.group()),
                    round.number(),
                    round.attempt(),
                    schedule.once().indexOf(arm) + 1,
                    time.instant()));
        }
        Measured measured = measure(places, Optional.of(round));
        List<Trial> trials = new ArrayList<>(measured.trials());
        Optional<String> reason = measured.voided();
        for (Trial trial : trials) {
            if (trial.outcome() instanceof TrialOutcome.Failed failed) {
                reason = Optional.of(trial.scenario().id() + ": " + failed.reason());
            } else if (trial.outcome() instanceof TrialOutcome.Unsupported unsupported) {
                reason = Optional.of(trial.scenario().id() + ": " + unsupported.reason());
            }
        }
        if (reason.isEmpty() && !trials.stream().allMatch(Trial::isMeasured)) {
            reason = Optional.of("not all of its trials were measured");
        }
        if (reason.isPresent()) {
            trials.replaceAll(trial -> trial.isMeasured() ? trial.withOutcome(TrialOutcome.Invalid.ROUND_VOID) : trial);
        }
        return new Result(trials, assembly.record(round, measured.cycles(), reason));
    }

    /**
     * What became of a round.
     *
     * @param trials in the order of the arms
     * @param cycles that were run
     * @param voided why it does not count; absent where it does
     */
    private record Measured(List<Trial> trials, int cycles, Optional<String> voided) {}

    private Measured measure(List<Place> places, Optional<Round> round) throws InterruptedException {
        String id = run + '-' + ++number;
        int wanted = round.map(each -> each.length().cycles()).orElse(0);
        try {
            PhoneFacts before = PhoneFacts.of(device);
            List<Obstacle> obstacles = Fitness.obstacles(before, time.instant());
            for (int waited = 0; waited < MOST_COOL_DOWNS && canPass(obstacles); waited++) {
                progress.note(
                        "waiting for the device, since " + obstacles.get(0).message());
                pause.of(COOL_DOWN);
                before = PhoneFacts.of(device);
                obstacles = Fitness.obstacles(before, time.instant());
            }
            if (!obstacles.isEmpty()) {
                return unfit(places, wanted, obstacles.get(0));
            }
            try (PhoneRound running = new PhoneRound(device, id, scratch, pause)) {
                running.push(places.stream().map(Place::arm).toList(), settings, round, store);
                running.start(app.install(store, before));
                PhoneRound.End end = running.follow(listener, stallTimeout(places), wanted);
                Map<String, String> flags = new LinkedHashMap<>(end.invalid());
                flags.putAll(changed(before, end));
                return measured(places, running, end, flags);
            }
        } catch (IOException e) {
            return lost(places, wanted, e);
        }
    }

    /** Heat passes by itself; an empty battery or a full storage does not. */
    private static boolean canPass(List<Obstacle> obstacles) {
        return !obstacles.isEmpty()
                && obstacles.stream()
                        .allMatch(each -> each.flag().equals(WarningCode.HOT.word())
                                || each.flag().equals(WarningCode.THROTTLED.word()));
    }

    private Duration stallTimeout(List<Place> places) {
        return places.stream()
                .map(place -> settings.stallTimeout().with(place.arm().planned()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What a round that was measured may not have met. */
    private Map<String, String> changed(PhoneFacts before, PhoneRound.End end) throws AdbException {
        Map<String, String> flags = new LinkedHashMap<>();
        if (!end.isMeasured()) {
            return flags;
        }
        PhoneFacts after = PhoneFacts.of(device);
        for (Obstacle obstacle : Fitness.obstacles(after, time.instant())) {
            if (!obstacle.flag().isEmpty()) {
                flags.put(obstacle.flag(), "after the round " + obstacle.message());
            }
        }
        if (!after.battery().powered().equals(before.battery().powered())) {
            flags.put(WarningCode.CHARGING_CHANGED.word(), "the device was plugged in or unplugged during the round");
        }
        return flags;
    }

    private Measured measured(List<Place> places, PhoneRound running, PhoneRound.End end, Map<String, String> flags)
            throws AdbException, IOException {
        List<Trial> trials = new ArrayList<>();
        for (int arm = 0; arm < places.size(); arm++) {
            Place place = places.get(arm);
            Journal journal = JournalReader.read(running.pull(arm));
            Observed observed = new Observed(end.readings(), List.of());
            Trial trial = end.isMeasured() || journal.ending().isPresent() || places.size() == 1
                    ? assembly.assembled(place, journal, hostEnd(end), Optional.empty(), observed)
                    : assembly.voided(place, journal, observed);
            trials.add(marked(onDevice(trial, place.arm()), flags));
        }
        Optional<String> voided = end.voided();
        if (voided.isEmpty() && !flags.isEmpty()) {
            voided = Optional.of(flags.values().iterator().next());
        }
        return new Measured(trials, end.cycles(), voided);
    }

    private static HostEnd hostEnd(PhoneRound.End end) {
        return end.voided()
                .<HostEnd>map(reason -> new HostEnd.Lost(reason, end.isFromOutside()))
                .orElseGet(HostEnd.Clean::new);
    }

    private static Trial marked(Trial trial, Map<String, String> flags) {
        if (flags.isEmpty() || !trial.isMeasured()) {
            return trial;
        }
        List<Warning> warnings = new ArrayList<>(trial.warnings());
        for (WarningCode code : WarningCode.values()) {
            if (flags.containsKey(code.word())) {
                warnings.add(code.warning(flags.getOrDefault(code.word(), "")));
            }
        }
        return trial.toBuilder()
                .outcome(new TrialOutcome.Invalid(List.copyOf(flags.keySet())))
                .warnings(warnings)
                .build();
    }

    private static Trial onDevice(Trial trial, Arm arm) {
        return trial.toBuilder()
                .device(arm.phone().map(RunnerInfo.Phone::device))
                .build();
    }

    /** Nothing is measured on a phone that is not fit: that would only look like a number. */
    private Measured unfit(List<Place> places, int cycles, Obstacle obstacle) {
        return lost(places, cycles, new IOException("the device is not fit to measure, since " + obstacle.line()));
    }

    private Measured lost(List<Place> places, int cycles, IOException cause) {
        List<Trial> trials = new ArrayList<>();
        for (Place place : places) {
            Trial failed = assembly.failed(place, Journal.NOTHING, cause, Observed.NOTHING);
            TrialOutcome.Failed outcome = (TrialOutcome.Failed) failed.outcome();
            trials.add(onDevice(
                    failed.withOutcome(new TrialOutcome.Failed(outcome.stage(), outcome.reason(), true)), place.arm()));
        }
        return new Measured(trials, cycles, Optional.of(String.valueOf(cause.getMessage())));
    }
}
