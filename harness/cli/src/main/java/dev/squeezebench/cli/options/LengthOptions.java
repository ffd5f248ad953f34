package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.StallTimeout;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.Printable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long to measure. */
public final class LengthOptions {
    private static final Duration USUAL_COOL_DOWN = Duration.ofMinutes(10);
    private static final Duration USUAL_RECONNECT = Duration.ofMinutes(1);

    private static final Duration QUICK_MEASURE = Duration.ofMillis(200);
    private static final WarmUpLimits QUICK_WARM_UP = new WarmUpLimits(
            Duration.ofMillis(100).toNanos(), 1, Duration.ofMillis(300).toNanos(), WarmUpLimits.DEFAULT.mostSamples());
    private static final int QUICK_SAMPLES = 3;
    private static final int MOST_ROUNDS = 1000;
    private static final Duration SHORTEST_SUSTAIN = Duration.ofMinutes(1);
    private static final Duration LONGEST_SUSTAIN = Duration.ofHours(4);

    @Option(
            names = "--rounds",
            converter = NumberList.Converter.class,
            paramLabel = "N",
            description =
                    "Exactly N rounds, one trial of every scenario each (default: as many as the interval needs, at"
                            + " least 3).")
    private @Nullable NumberList rounds;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            defaultValue = "4m",
            converter = DurationConverter.class,
            description = "Start no round that would end later, such as 3m (default: ${DEFAULT-VALUE}).")
    private Duration timeBudget = Duration.ofMinutes(4);

    @Option(
            names = "--interval",
            paramLabel = "SHARE",
            defaultValue = "1%",
            converter = FractionConverter.class,
            description = "Stop when the half-width of every speed-up's 95%% interval is that small (default:"
                    + " ${DEFAULT-VALUE}).")
    private double interval = 0.01;

    @Option(
            names = "--interleave",
            paramLabel = "on|off|both",
            defaultValue = "on",
            converter = Interleave.Converter.class,
            description =
                    "Whether the processes of a round take turns, invocation by invocation, so that noise hits all alike;"
                            + " both: a round in turns and one without in alternation, to compare their scatter (default:"
                            + " ${DEFAULT-VALUE}).")
    private Interleave interleave = Interleave.ON;

    @Option(
            names = "--sustain",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "One long round, such as 30m: medians by the minute, when throttling sets in, and the speed-up in"
                            + " the first minute and in the last.")
    private @Nullable Duration sustain;

    @Option(
            names = "--quick",
            description = "Seconds instead of minutes, to see that it works; marked as such everywhere.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the weights and of the order of trials (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Kill a trial that writes nothing for this long (default: 2 min and 1 s for each GFLOP of one inference,"
                            + " 20 s for each GFLOP in float16 on a CPU).")
    private @Nullable Duration stallTimeout;

    @Option(
            names = "--cool-down",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The longest time that a warm phone is waited for before a round (default: 10m).")
    private @Nullable Duration coolDown;

    @Option(
            names = "--reconnect",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "The longest time that a phone whose connection is lost is waited for, before a round and in it"
                            + " (default: 1m).")
    private @Nullable Duration reconnect;

    @Option(
            names = "--fail-on",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "WARNING,...",
            description =
                    "End with exit code 4 when a counted trial has one of these warnings, such as contended,drift;"
                            + " docs/measuring.md lists them.")
    private List<String> failOn = List.of();

    /** The longest time that a warm phone is waited for before a round. */
    public Duration coolDown() {
        return coolDown == null ? USUAL_COOL_DOWN : coolDown;
    }

    /** The longest time that a phone whose connection is lost is waited for. */
    public Duration reconnect() {
        return reconnect == null ? USUAL_RECONNECT : reconnect;
    }

    /**
     * Codes of the warnings that a counted trial must not have.
     *
     * @throws UserException when one is no code
     */
    public Set<String> failOn() {
        List<String> known = Arrays.stream(WarningCode.values())
                .map(WarningCode::word)
                .sorted()
                .toList();
        Set<String> codes = new TreeSet<>();
        for (String code : failOn) {
            String word = code.strip().replace('-', '_');
            if (!known.contains(word)) {
                throw Suggestions.unknown("warning in --fail-on", Printable.text(code), known);
            }
            codes.add(word);
        }
        return codes;
    }

    /**
     * How long one round goes on; absent in a run of many short ones.
     *
     * @throws UserException when it is too short, too long, or something else says how long to measure
     */
    public Optional<Duration> sustain() {
        if (sustain == null) {
            return Optional.empty();
        }
        if (sustain.compareTo(SHORTEST_SUSTAIN) < 0 || sustain.compareTo(LONGEST_SUSTAIN) > 0) {
            throw UserException.usage("--sustain: must be from 1m to 4h, since medians are those of minutes");
        }
        String other =
                quick ? "--quick" : rounds != null ? "--rounds" : interleave != Interleave.ON ? "--interleave" : "";
        if (!other.isEmpty()) {
            throw UserException.usage("--sustain and " + other
                    + " exclude each other: it measures one long round in turns; leave one out");
        }
        return Optional.of(sustain);
    }

    public OptionalInt rounds() {
        if (rounds == null) {
            return OptionalInt.empty();
        }
        int number = rounds.numbers().get(0);
        if (rounds.numbers().size() > 1 || number < 1 || number > MOST_ROUNDS) {
            throw UserException.usage("--rounds: must be one number between 1 and " + MOST_ROUNDS);
        }
        return OptionalInt.of(number);
    }

    public Duration timeBudget() {
        return timeBudget;
    }

    public double interval() {
        return interval;
    }

    /** Whether the processes of a round take turns. */
    public Interleave interleave() {
        return interleave;
    }

    public boolean quick() {
        return quick;
    }

    public long seed() {
        return seed;
    }

    /** How long a trial may show no sign of life. */
    public StallTimeout stallTimeout() {
        return stallTimeout == null ? StallTimeout.BY_WORK : new StallTimeout.Fixed(stallTimeout);
    }

    /** Of one trial, with what the selection says of its processes. */
    public TrialSettings trial(SelectionOptions selection) {
        TrialSettings usual = TrialSettings.DEFAULT;
        return new TrialSettings(
                quick ? QUICK_WARM_UP : usual.warmUp(),
                quick ? QUICK_MEASURE : usual.measure(),
                quick ? QUICK_SAMPLES : usual.blocks(),
                selection.cpus(),
                selection.fullPlacement(),
                stallTimeout());
    }

    /** Of the whole run. */
    public RunLength run() {
        RunLength usual = quick ? RunLength.QUICK : RunLength.STANDARD;
        RunLength limited = usual.withTimeBudget(timeBudget).withInterval(interval);
        Optional<Duration> sustained = sustain();
        if (sustained.isPresent()) {
            return limited.withSustained(sustained.get());
        }
        OptionalInt fixed = rounds();
        return fixed.isPresent() ? limited.withRounds(fixed.getAsInt()) : limited;
    }

    /** Whether the processes of a round take turns. */
    public enum Interleave {
        /** Wherever they can. */
        ON,
        /** They run one after the other. */
        OFF,
        /** A round of the one kind and a round of the other in alternation. */
        BOTH;

        private static final class Converter implements ITypeConverter<Interleave> {
            @Override
            public Interleave convert(String text) {
                return switch (text) {
                    case "on" -> ON;
                    case "off" -> OFF;
                    case "both" -> BOTH;
                    default -> throw new TypeConversionException("'" + text + "' is neither on, off nor both");
                };
            }
        }
    }
}
