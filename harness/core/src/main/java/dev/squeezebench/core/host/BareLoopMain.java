package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.InferenceBenchmark;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.turn.TurnAddress;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A measured process without JMH, whose request says that its loop is bare: the same engine, model, inputs, Java and turns,
 * and a plain loop with a clock around each invocation.
 *
 * <p>Argument: the request file.
 */
public final class BareLoopMain {
    private BareLoopMain() {}

    /** Runs the trial; what goes wrong is in its journal. */
    public static void main(String[] args) throws IOException, RunnerException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: BareLoopMain REQUEST");
        }
        HostProtocol.onStandardOutput();
        ParentWatch.start();
        measure(Path.of(args[0]));
    }

    /** The same in the process of whoever calls it. */
    public static void measure(Path file) throws IOException, RunnerException {
        TrialRequest request = TrialRequestFile.read(file);
        InferenceBenchmark worker = new InferenceBenchmark();
        worker.request = file.toString();
        worker.prepare();
        int blocks = request.turns().map(TurnAddress::turns).orElse(request.blocks());
        for (int block = 0; block < blocks; block++) {
            worker.begin();
            worker.inference();
            worker.save();
        }
        worker.finish();
    }
}
