package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.InstalledRunners;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.file.AdapterFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;

/**
 * Tries one acceleration of one runner and prints one event. May die of it, which is an answer too.
 *
 * <p>Arguments: runner, acceleration.
 */
public final class ProbeMain {
    private static final String USABLE = "usable";
    private static final String UNUSABLE = "unusable";

    private ProbeMain() {}

    /** Prints the answer; the exit code is 0 whether usable or not. */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: ProbeMain RUNNER ACCELERATION");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        answer(protocol, probe(args[0], args[1]));
        // A runtime may leave threads behind that are no daemons.
        System.exit(0);
    }

    private static Availability probe(String name, String acceleration) {
        try {
            Runner runner = InstalledRunners.load().named(name);
            runner.initialize();
            return runner.probe(acceleration);
        } catch (RunnerException e) {
            return new Availability.Unusable(
                    String.valueOf(e.getMessage()), "choose another target, or install what the message names");
        } catch (LinkageError e) {
            return new Availability.Unusable(
                    "the runtime's library cannot be loaded: " + e.getMessage(),
                    "use a platform that the README's table names, or another version by --runtime");
        }
    }

    private static void answer(HostProtocol protocol, Availability availability) {
        if (availability instanceof Availability.Usable usable) {
            protocol.event(USABLE, json -> json.text("version", usable.runtime().version())
                    .text("build", usable.runtime().build())
                    .objects("adapters", usable.adapters(), AdapterFields::write));
        } else if (availability instanceof Availability.Unusable unusable) {
            protocol.event(UNUSABLE, json -> json.text("reason", unusable.reason())
                    .text("remedy", unusable.remedy())
                    .flag("elsewhere", unusable.elsewhere()));
        }
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
