package dev.squeezebench.android.app.round;

import dev.squeezebench.android.app.device.OwnProcess;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.android.app.device.ProcClock;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.ProcMemoryProbe;
import dev.squeezebench.measure.loop.ProcWitnessProbe;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.trial.TrialScript;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.measure.turn.TurnClient;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One trial in this process. It says when {@link TrialScript} prepares, works and finishes, as JMH does on a desktop, and
 * adds nothing to the timed call.
 */
public final class ArmTrial {
    private final Platform platform;
    private final OwnProcess process;

    public ArmTrial(Platform platform) {
        this.platform = platform;
        this.process = OwnProcess.in(platform.system());
    }

    /**
     * Runs the trial of a request to its end; what it measured, and what went wrong, is in its journal.
     *
     * @throws RunnerException when the runtime failed
     * @throws IOException when a file cannot be read or written, or the round was ended
     */
    public void run(Path requestFile) throws RunnerException, IOException {
        TrialRequest request = TrialRequestFile.read(requestFile);
        Path file = request.journal().orElseThrow(() -> new IOException(requestFile + " names no journal"));
        try (TrialJournal journal = TrialJournal.appendTo(file);
                ProcClock clock = ProcClock.ofThisThread(platform.system(), platform.cpuNs())) {
            journal.vm(platform.vm());
            Optional<Warning> unpinned = process.pin(request.cpus());
            if (unpinned.isPresent()) {
                journal.warning(unpinned.get());
            }
            saveCpuset(journal);
            try (TrialScript script = new TrialScript(
                    request,
                    runner(request, journal),
                    new MeasuringLoop(clock),
                    new ProcMemoryProbe(),
                    new ProcWitnessProbe(),
                    journal)) {
                if (request.turns().isPresent()) {
                    inTurns(script, request.turns().get(), journal);
                } else {
                    inBlocks(script, request, journal);
                }
            }
        }
    }

    private static Runner runner(TrialRequest request, TrialJournal journal) throws RunnerException, IOException {
        try {
            return InstalledRunners.load().named(request.runner());
        } catch (RunnerException e) {
            journal.failed(Stage.START, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** To ask for a turn says that the last one is over. */
    private void inTurns(TrialScript script, TurnAddress address, TrialJournal journal)
            throws RunnerException, IOException {
        try (TurnClient turns = TurnClient.connect(address)) {
            turns.next();
            script.prepare();
            for (int left = address.turns(); left > 0; left--) {
                Turn turn = turns.next(script.turnNs());
                script.work(turn);
                script.endTurn(turn);
            }
            turns.next();
            finish(script, journal);
        }
    }

    private void inBlocks(TrialScript script, TrialRequest request, TrialJournal journal)
            throws RunnerException, IOException {
        script.prepare();
        long blockNs = request.measureNs() / request.blocks();
        for (int block = 0; block < request.blocks(); block++) {
            long start = System.nanoTime();
            do {
                script.invoke();
            } while (System.nanoTime() - start < blockNs);
            script.endBlock(Phase.MEASURE);
        }
        finish(script, journal);
    }

    private void finish(TrialScript script, TrialJournal journal) throws RunnerException, IOException {
        saveCpuset(journal);
        for (Reading reading : process.memory("after")) {
            journal.reading(reading);
        }
        for (Reading reading : platform.process("after")) {
            journal.reading(reading);
        }
        script.finish();
    }

    private void saveCpuset(TrialJournal journal) throws IOException {
        Optional<String> cpuset = process.cpuset();
        if (cpuset.isPresent()) {
            journal.cpuset(cpuset.get());
        }
    }
}
