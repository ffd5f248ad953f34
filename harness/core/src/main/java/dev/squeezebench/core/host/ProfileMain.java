package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.ProcessClocks;
import dev.squeezebench.core.jmh.ProcessorPinning;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.trial.ProfileScript;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that profiles a model: a trial of its own, without JMH, since nothing of it is a latency.
 *
 * <p>Arguments: the request file, an empty folder for what the runtime writes, invocations to warm up, and to report.
 */
public final class ProfileMain {
    /** The event of a profile that could not be had. */
    public static final String FAILED = "failed";

    /** The event of one that there is not for this runner or acceleration. */
    public static final String UNSUPPORTED = "unsupported";

    private ProfileMain() {}

    /** Profiles; the reason of a failure is an event. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: ProfileMain REQUEST FOLDER WARM-UPS INVOCATIONS");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        TrialRequest request = TrialRequestFile.read(Path.of(args[0]));
        try {
            ProcessorPinning.pin(request.cpus());
            new ProfileScript(request, Integer.parseInt(args[2]), Integer.parseInt(args[3]))
                    .run(
                            InstalledRunners.load().named(request.runner()),
                            new MeasuringLoop(ProcessClocks.finest()),
                            Path.of(args[1]));
        } catch (RunnerException | IOException | LinkageError | OutOfMemoryError e) {
            protocol.event(
                    e instanceof UnsupportedByRunnerException ? UNSUPPORTED : FAILED,
                    json -> json.text("reason", Causes.inOneLine(e)));
        }
        // A runtime may leave threads behind that are no daemons.
        System.exit(0);
    }
}
