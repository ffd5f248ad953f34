package dev.squeezebench.core.host;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.file.AdapterFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers for accelerations of one runner, each by one event: for all that the runtime's library lacks, and for the first
 * of the others, which is tried. May die of it, which is an answer too.
 *
 * <p>Arguments: runner, accelerations, options of the runner as {@code NAME=VALUE}.
 */
public final class ProbeMain {
    private static final String ACCELERATION = "acceleration";
    private static final String USABLE = "usable";
    private static final String UNUSABLE = "unusable";

    private ProbeMain() {}

    /** Prints the answers; the exit code is 0 whether usable or not. */
    public static void main(String[] args) {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: ProbeMain RUNNER ACCELERATION... [NAME=VALUE...]");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        List<String> accelerations = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        for (String argument : List.of(args).subList(1, args.length)) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                accelerations.add(argument);
            } else {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        probe(protocol, args[0], accelerations, options);
        // A runtime may leave threads behind that are no daemons.
        System.exit(0);
    }

    private static void probe(
            HostProtocol protocol, String name, List<String> accelerations, Map<String, String> options) {
        Availability.Unusable none;
        try {
            Runner runner = InstalledRunners.load().named(name);
            runner.initialize();
            List<String> present = new ArrayList<>();
            for (String acceleration : accelerations) {
                Optional<Availability.Unusable> missing = runner.missing(acceleration);
                if (missing.isPresent()) {
                    answer(protocol, acceleration, missing.get());
                } else {
                    present.add(acceleration);
                }
            }
            if (!present.isEmpty()) {
                answer(protocol, present.get(0), runner.probe(present.get(0), options));
            }
            return;
        } catch (RunnerException e) {
            none = new Availability.Unusable(
                    String.valueOf(e.getMessage()), "choose another target, or install what the message names");
        } catch (LinkageError e) {
            none = new Availability.Unusable(
                    "the runtime's library cannot be loaded: " + e.getMessage(),
                    "use a platform that the README's table names, or another version by --runtime");
        }
        for (String acceleration : accelerations) {
            answer(protocol, acceleration, none);
        }
    }

    private static void answer(HostProtocol protocol, String acceleration, Availability availability) {
        if (availability instanceof Availability.Usable usable) {
            protocol.event(USABLE, json -> json.text(ACCELERATION, acceleration)
                    .text("version", usable.runtime().version())
                    .text("build", usable.runtime().build())
                    .objects("adapters", usable.adapters(), AdapterFields::write));
        } else if (availability instanceof Availability.Unusable unusable) {
            protocol.event(UNUSABLE, json -> json.text(ACCELERATION, acceleration)
                    .text("reason", unusable.reason())
                    .text("remedy", unusable.remedy())
                    .flag("elsewhere", unusable.elsewhere()));
        }
    }

    /** The acceleration that an answer is about. */
    public static String acceleration(JsonFields event) {
        return event.text(ACCELERATION);
    }

    /**
     * The answer of a probe, as it was written to its standard output.
     *
     * @throws JsonFormatException when it is none
     */
    public static Availability answer(JsonFields event) {
        String kind = event.text("event");
        return switch (kind) {
            case USABLE ->
                new Availability.Usable(
                        new RuntimeInfo(event.text("version"), event.text("build")),
                        event.objects("adapters", AdapterFields::read));
            case UNUSABLE ->
                new Availability.Unusable(event.text("reason"), event.text("remedy"), event.flag("elsewhere"));
            default -> throw new JsonFormatException("'" + kind + "' is no answer of a probe");
        };
    }
}
