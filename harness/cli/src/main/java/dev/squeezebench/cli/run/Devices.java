package dev.squeezebench.cli.run;

import dev.squeezebench.android.lab.run.PhoneExecutor;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.experiment.Cancellation;
import dev.squeezebench.core.experiment.EarlyEnd;
import dev.squeezebench.core.experiment.Experiment;
import dev.squeezebench.core.experiment.ExperimentPlan;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.RecordSink;
import dev.squeezebench.core.trial.JvmTrialExecutor;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The experiments of a plan, one for each device: first what is on this machine, which looking after phones would disturb, then
 * all phones at once.
 */
final class Devices {
    private final Here here;
    private final Opener opener;
    private final Listeners listeners;
    private final RecordSink sink;
    private final EarlyEnd early;
    private final Cancellation cancellation;
    private final Runnable doneHere;

    /** What runs trials and rounds on this machine. */
    @FunctionalInterface
    interface Here {
        JvmTrialExecutor open(MeasuringListener listener);
    }

    /** What runs them on a phone, which is not asked for anything yet. */
    @FunctionalInterface
    interface Opener {
        PhoneExecutor open(Arm arm, MeasuringListener listener);
    }

    /** Follows the experiment of a device. */
    @FunctionalInterface
    interface Listeners {
        MeasuringListener of(ExperimentPlan plan);
    }

    /**
     * @param sink saves what is measured, for one device at a time
     * @param early what may end a group, asked by one device at a time
     * @param doneHere told when nothing is left to measure on this machine itself
     */
    Devices(
            Here here,
            Opener opener,
            Listeners listeners,
            RecordSink sink,
            EarlyEnd early,
            Cancellation cancellation,
            Runnable doneHere) {
        this.doneHere = doneHere;
        this.here = here;
        this.opener = opener;
        this.listeners = listeners;
        Object turn = new Object();
        this.sink = record -> {
            synchronized (turn) {
                sink.save(record);
            }
        };
        this.early = standing -> {
            synchronized (turn) {
                return early.before(standing);
            }
        };
        this.cancellation = cancellation;
    }

    /**
     * Runs what is missing on each device. What goes wrong with one does not stop the others.
     *
     * @param saved trials that are done
     * @throws IOException when a trial cannot be saved
     */
    ExperimentResult run(ExperimentPlan plan, List<Trial> saved) throws IOException {
        List<ExperimentPlan> parts = new ArrayList<>(plan.byDevice());
        List<ExperimentResult> results = new ArrayList<>();
        if (parts.get(0).phone().isEmpty()) {
            ExperimentPlan own = parts.remove(0);
            MeasuringListener listener = listeners.of(own);
            JvmTrialExecutor executor = here.open(listener);
            results.add(experiment(own, executor, executor, listener).run(saved, early));
            doneHere.run();
        }
        if (!parts.isEmpty()) {
            results.addAll(onPhones(parts, saved));
        }
        return ExperimentResult.of(results);
    }

    private List<ExperimentResult> onPhones(List<ExperimentPlan> parts, List<Trial> saved) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size(), work -> {
            Thread thread = new Thread(work, "measures on a phone");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<ExperimentResult>> running = new ArrayList<>();
            for (ExperimentPlan part : parts) {
                running.add(threads.submit(onPhone(part, saved)));
            }
            List<ExperimentResult> results = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (Future<ExperimentResult> each : running) {
                try {
                    results.add(each.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
            rethrow(failures);
            return results;
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while phones were measured", e);
        } finally {
            threads.shutdown();
        }
    }

    private static void rethrow(List<Throwable> failures) throws IOException {
        for (Throwable failure : failures) {
            if (failure instanceof IOException unsaved) {
                throw unsaved;
            }
            if (failure instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(failure);
        }
    }

    private Callable<ExperimentResult> onPhone(ExperimentPlan part, List<Trial> saved) {
        return () -> {
            MeasuringListener listener = listeners.of(part);
            Arm first = part.groups().get(0).arms().get(0);
            try (PhoneExecutor phone = opener.open(first, listener)) {
                ExperimentResult result =
                        experiment(part, phone, phone, listener).run(saved, early);
                listener.ended();
                return result;
            }
        };
    }

    private Experiment experiment(
            ExperimentPlan part, TrialExecutor trials, RoundExecutor rounds, MeasuringListener listener) {
        return new Experiment(part, trials, rounds, sink, listener, cancellation, System::nanoTime);
    }
}
