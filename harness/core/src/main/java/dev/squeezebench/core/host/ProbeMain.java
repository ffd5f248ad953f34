package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.InstalledRunners;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.records.file.AdapterFields;
import java.io.PrintStream;

/**
 * Tries one acceleration of one runner and prints one JSON line. May die of it, which is an answer too.
 *
 * <p>Arguments: runner, acceleration.
 */
public final class ProbeMain {
    private ProbeMain() {}

    /** Prints the answer; the exit code is 0 whether usable or not. */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: ProbeMain RUNNER ACCELERATION");
        }
        HostProtocol protocol = new HostProtocol(new PrintStream(System.out, true));
        System.setOut(System.err);
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
            protocol.line(json -> json.flag("usable", true)
                    .text("version", usable.runtime().version())
                    .text("build", usable.runtime().build())
                    .objects("adapters", usable.adapters(), AdapterFields::write));
        } else if (availability instanceof Availability.Unusable unusable) {
            protocol.line(json -> json.flag("usable", false)
                    .text("reason", unusable.reason())
                    .text("remedy", unusable.remedy())
                    .flag("elsewhere", unusable.elsewhere()));
        }
    }
}
