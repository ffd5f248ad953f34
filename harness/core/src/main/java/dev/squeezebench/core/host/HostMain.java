package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.InferenceBenchmark;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Host of one trial: lets JMH fork the measured process and writes events to standard output: how far it is and how it
 * ended. Everything else that is printed goes to standard error.
 *
 * <p>Arguments: the request file, then the flags of the fork's JVM. One fork a run, because JMH drops all results when
 * one fork dies; and the flags are always given, because a fork without any inherits the host's.
 */
public final class HostMain {
    /** Longer than any iteration: the command's own watchdog decides what hangs. */
    private static final TimeValue NEVER = TimeValue.days(1);

    private HostMain() {}

    /** Runs the trial; the exit code is 0 when JMH saw no failure, else 1. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: HostMain REQUEST JVM_FLAG...");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        // A lock of ours is taken by the command, once for a whole experiment.
        System.setProperty("jmh.ignoreLock", "true");
        Path request = Path.of(args[0]);
        HostFormat format = new HostFormat(System.err, protocol);
        try {
            new Runner(options(request, Arrays.copyOfRange(args, 1, args.length)), format).run();
        } catch (RunnerException e) {
            protocol.failed(format.forkExitCode(), String.valueOf(e.getMessage()), format.forkLastLines());
            System.exit(1);
        }
    }

    private static Options options(Path request, String[] jvmFlags) throws IOException {
        TrialRequest trial = TrialRequestFile.read(request);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + InferenceBenchmark.class.getName().replace(".", "\\.") + "\\.inference$")
                .param("request", request.toString())
                .forks(1)
                .jvmArgs(jvmFlags)
                .warmupIterations(0)
                .timeout(NEVER)
                .syncIterations(false)
                .shouldFailOnError(true);
        if (trial.turns().isPresent()) {
            return options.mode(Mode.SingleShotTime)
                    .measurementIterations(trial.turns().get().turns())
                    .build();
        }
        Duration block = Duration.ofNanos(Math.max(1, trial.measureNs() / trial.blocks()));
        return options.measurementIterations(trial.blocks())
                .measurementTime(TimeValue.nanoseconds(block.toNanos()))
                .build();
    }
}
