package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Fitness;
import dev.squeezebench.android.lab.phone.Fitness.Obstacle;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
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
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.ProgressListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs rounds on one phone: waits until it is fit, pushes what is missing, lets the phone's own coordinator run the round,
 * looks again whether it was fit, and brings the journals back. Outputs are compared here.
 *
 * <p>What a round left on the phone stays there until the next one begins, when it is saved here: whoever is killed in between
 * finds it again.
 */
public final class PhoneExecutor implements TrialExecutor, RoundExecutor, AutoCloseable {
    /** What a long round is measured for; in a short one it makes ratios of phones that were cool and hot alike worthless. */
    private static final Set<String> HEAT =
            Set.of(WarningCode.HOT.word(), WarningCode.THROTTLED.word(), WarningCode.FREQUENCY_CAPPED.word());

    private static final Duration LOOK = Duration.ofSeconds(15);

    private final String run;
    private final AdbDevice device;
    private final TrialSettings settings;
    private final Patience patience;
    private final Witness witness;
    private final Path scratch;
    private final InstantSource time;
    private final Pause pause;
    private final TrialAssembly assembly;
    private final PhoneStore store;
    private Optional<Closeable> claim = Optional.empty();
    private Optional<PhoneLock> lock = Optional.empty();
    private Optional<PhoneRound> kept = Optional.empty();

    /**
     * How long a phone is waited for.
     *
     * @param coolDown the longest time that a warm one is waited for before a round
     * @param reconnect the longest time that one is waited for whose connection is lost: an adb server takes some ten seconds to
     *     find it again
     */
    public record Patience(Duration coolDown, Duration reconnect) {}

    /** Follows what happens on a phone. */
    public interface Witness {
        /** How far a round has come. */
        TrialListener listener();

        /** What is pushed, and what is waited for. */
        ProgressListener progress();

        /** What other computers that reach the phone read while it is measured on. */
        PhoneLock.Owner owner();

        /** Whether the end of another computer's command is waited for. */
        boolean waits();

        /**
         * Keeps other commands of this computer away from the phone until it is closed.
         *
         * @throws IOException when another has it and this one does not wait
         */
        Closeable claim() throws IOException, InterruptedException;

        /** The phone as it is before its first round. */
        void found(PhoneFacts facts);
    }

    /**
     * An executor for one run on one phone.
     *
     * @param run id of the run
     * @param settings the same for every trial
     * @param patience with one that is warm or away
     * @param witness follows it
     * @param scratch folder for temporary files
     * @param time clock of the records
     * @param pause waits between looks
     */
    public PhoneExecutor(
            AdbDevice device,
            String run,
            TrialSettings settings,
            Patience patience,
            Witness witness,
            Path scratch,
            InstantSource time,
            Pause pause) {
        this.run = run;
        this.device = device;
        this.settings = settings.unpinned();
        this.patience = patience;
        this.witness = witness;
        this.scratch = scratch;
        this.time = time;
        this.pause = length -> {
            pause.of(length);
            lock.ifPresent(PhoneLock::keep);
        };
        this.assembly = new TrialAssembly(run, settings.unpinned(), time);
        this.store = new PhoneStore(device, witness.progress());
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
        int wanted = round.map(each -> each.length().cycles()).orElse(0);
        try {
            PhoneFacts now = begin();
            Place first = places.get(0);
            try (PhoneRound running = new PhoneRound(
                    device,
                    run,
                    first.round() + "." + first.attempt() + '.' + first.order(),
                    places.stream().map(Place::arm).toList(),
                    settings,
                    round,
                    store,
                    scratch,
                    pause)) {
                Optional<String> adopted = running.adopted();
                Conditions before;
                if (adopted.isPresent()) {
                    before = Conditions.parse(adopted.get());
                    witness.progress().note("going on with a round that was begun on the device before");
                } else {
                    Map<Arm, String> refused = refused(places, now);
                    if (!refused.isEmpty()) {
                        return refused(places, wanted, refused);
                    }
                    PhoneFacts fit = cooled(now);
                    Optional<Obstacle> obstacle =
                            Fitness.obstacles(fit, time.instant()).stream().findFirst();
                    if (obstacle.isPresent()) {
                        return unfit(places, wanted, obstacle.get());
                    }
                    before = Conditions.of(fit);
                    PhoneApp.Start start = first.arm().planned().launch() == LaunchMode.APK
                            ? app(first.arm()).install(device, store, fit)
                            : PhoneApp.shell(
                                    places.stream()
                                            .map(place -> app(place.arm()))
                                            .toList(),
                                    store,
                                    fit);
                    store.push();
                    running.start(start, before.word());
                }
                kept = Optional.of(running);
                PhoneRound.End end = followed(running, places, wanted);
                lock.orElseThrow().insist();
                Map<String, String> flags = new LinkedHashMap<>(end.invalid());
                flags.putAll(changed(before, end));
                boolean sustained = round.filter(
                                each -> each.length().sustainedNs().isPresent())
                        .isPresent();
                Map<String, String> expected = new LinkedHashMap<>();
                if (sustained) {
                    expected.putAll(flags);
                    expected.keySet().retainAll(HEAT);
                    flags.keySet().removeAll(HEAT);
                }
                return measured(places, running, now, end, flags, expected);
            }
        } catch (IOException e) {
            return lost(places, wanted, e);
        }
    }

    /** What has the runner of an arm: where the app is installed, that of all arms of a round. */
    private static PhoneApp app(Arm arm) {
        return new PhoneApp(arm.planned().runner().classPath().get(0));
    }

    /** The phone is this run's own from its first round on; what the last one left there is saved by now. */
    private PhoneFacts begin() throws IOException, InterruptedException {
        boolean isFirst = claim.isEmpty();
        if (isFirst) {
            claim = Optional.of(witness.claim());
        }
        kept.ifPresent(PhoneRound::remove);
        kept = Optional.empty();
        PhoneFacts facts = facts();
        if (isFirst) {
            witness.found(facts);
        }
        if (lock.isEmpty()) {
            lock = Optional.of(
                    PhoneLock.take(device, witness.owner(), witness.waits(), time, pause, note -> witness.progress()
                            .note(note)));
        }
        lock.get().keep();
        return facts;
    }

    /** One that is away for a moment is waited for. */
    private PhoneFacts facts() throws AdbException, InterruptedException {
        Duration left = patience.reconnect();
        while (true) {
            try {
                return PhoneFacts.of(device);
            } catch (AdbException e) {
                if (left.isZero()) {
                    throw e;
                }
            }
            left = left.minus(paused(left));
        }
    }

    /** Waits until the next look, and not beyond what is left of the time. */
    private Duration paused(Duration left) throws InterruptedException {
        Duration length = left.compareTo(LOOK) < 0 ? left : LOOK;
        pause.of(length);
        return length;
    }

    /** The phone once it has cooled down, or as it is when that has taken too long or something else is wrong. */
    private PhoneFacts cooled(PhoneFacts now) throws AdbException, InterruptedException {
        PhoneFacts facts = now;
        List<Obstacle> obstacles = Fitness.obstacles(facts, time.instant());
        Duration left = patience.coolDown();
        while (!left.isZero() && canPass(obstacles)) {
            witness.progress()
                    .note("waiting for the device, since " + obstacles.get(0).message());
            left = left.minus(paused(left));
            facts = facts();
            obstacles = Fitness.obstacles(facts, time.instant());
        }
        return facts;
    }

    /** Whoever interrupts it wants nothing of it any more. */
    private PhoneRound.End followed(PhoneRound running, List<Place> places, int wanted) throws InterruptedException {
        try {
            PhoneRound.End end = running.follow(witness.listener(), stallTimeout(places), patience.reconnect(), wanted);
            if (!end.isMeasured() && !end.isFromOutside()) {
                running.end();
            }
            return end;
        } catch (InterruptedException e) {
            running.remove();
            throw e;
        }
    }

    /** Removes what the last round left, which is saved by now, and lets others have the phone. */
    @Override
    public void close() throws IOException {
        kept.ifPresent(PhoneRound::remove);
        kept = Optional.empty();
        lock.ifPresent(PhoneLock::leave);
        lock = Optional.empty();
        if (claim.isPresent()) {
            claim.get().close();
            claim = Optional.empty();
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
    private Map<String, String> changed(Conditions before, PhoneRound.End end) throws AdbException {
        if (!end.isMeasured()) {
            return Map.of();
        }
        PhoneFacts after = PhoneFacts.of(device);
        Map<String, String> flags = new LinkedHashMap<>();
        for (Obstacle obstacle : Fitness.obstacles(after, time.instant())) {
            if (!obstacle.flag().isEmpty()) {
                flags.put(obstacle.flag(), "after the round " + obstacle.message());
            }
        }
        flags.putAll(before.changed(after));
        flags.putAll(Conditions.met(end.readings(), after));
        return flags;
    }

    /**
     * @param phone as it was before
     * @param expected what the phone met and does not make it count less
     */
    private Measured measured(
            List<Place> places,
            PhoneRound running,
            PhoneFacts phone,
            PhoneRound.End end,
            Map<String, String> flags,
            Map<String, String> expected)
            throws AdbException, IOException {
        List<Trial> trials = new ArrayList<>();
        for (int arm = 0; arm < places.size(); arm++) {
            Place place = places.get(arm);
            Journal journal = JournalReader.read(running.pull(arm));
            Observed observed = new Observed(end.readings(), List.of());
            Trial trial = end.isMeasured() || journal.ending().isPresent() || places.size() == 1
                    ? assembly.assembled(place, journal, hostEnd(end), Optional.empty(), observed)
                    : assembly.voided(place, journal, observed);
            Map<String, String> known = new LinkedHashMap<>(expected);
            Refusal.compatibilityMode(
                            app(place.arm()).libraries(phone),
                            place.arm().planned().launch(),
                            phone)
                    .ifPresent(message -> known.put(WarningCode.PAGE_COMPATIBILITY.word(), message));
            trials.add(marked(warned(onDevice(trial, place.arm()), known), flags));
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
        return warned(trial, flags).toBuilder()
                .outcome(new TrialOutcome.Invalid(List.copyOf(flags.keySet())))
                .build();
    }

    private static Trial warned(Trial trial, Map<String, String> flags) {
        List<Warning> warnings = new ArrayList<>(trial.warnings());
        for (WarningCode code : WarningCode.values()) {
            if (flags.containsKey(code.word())) {
                warnings.removeIf(warning -> warning.code().equals(code.word()));
                warnings.add(code.warning(flags.getOrDefault(code.word(), "")));
            }
        }
        return trial.toBuilder().warnings(warnings).build();
    }

    private static Trial onDevice(Trial trial, Arm arm) {
        return trial.toBuilder()
                .device(arm.phone().map(RunnerInfo.Phone::device))
                .launch(Optional.of(arm.planned().launch()))
                .build();
    }

    /** Arms that the phone cannot run, each with the reason. */
    private Map<Arm, String> refused(List<Place> places, PhoneFacts phone) throws IOException {
        Map<Arm, String> refused = new LinkedHashMap<>();
        for (Place place : places) {
            PlannedScenario planned = place.arm().planned();
            Refusal.byLevel(planned.runner().descriptor(), planned.scenario().acceleration(), phone)
                    .ifPresent(reason -> refused.put(place.arm(), reason));
            if (!refused.containsKey(place.arm())) {
                Refusal.byPages(app(place.arm()).libraries(phone), planned.launch(), phone)
                        .ifPresent(reason -> refused.put(place.arm(), reason));
            }
        }
        return refused;
    }

    /** The arms that are refused are given up; the others have another round. */
    private Measured refused(List<Place> places, int cycles, Map<Arm, String> refused) {
        String first = refused.values().iterator().next();
        List<Trial> trials =
                new ArrayList<>(lost(places, cycles, new IOException(first)).trials());
        for (int place = 0; place < places.size(); place++) {
            String reason = refused.get(places.get(place).arm());
            if (reason != null) {
                trials.set(place, trials.get(place).withOutcome(new TrialOutcome.Unsupported(reason)));
            }
        }
        return new Measured(trials, cycles, Optional.of(first));
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
