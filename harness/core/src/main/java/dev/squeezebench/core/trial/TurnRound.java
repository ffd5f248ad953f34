package dev.squeezebench.core.trial;

import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.measure.turn.TurnCoordinator.LostWorkerException;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One round in turns: starts the workers, lets a coordinator give them their turns, and watches all of them. When one is
 * lost, the round is void and the others are ended.
 */
final class TurnRound {
    private final Round round;
    private final JvmTrialExecutor executor;
    private final ClockJump clocks;
    private final List<JvmTrialExecutor.Worker> workers = new ArrayList<>();

    TurnRound(Round round, JvmTrialExecutor executor) {
        this.round = round;
        this.executor = executor;
        this.clocks = executor.clocks();
    }

    Result run() throws InterruptedException {
        TurnSchedule schedule = new TurnSchedule(round.arms().size(), round.seed());
        try (TurnCoordinator coordinator = new TurnCoordinator(schedule)) {
            for (int arm = 0; arm < round.arms().size(); arm++) {
                workers.add(executor.worker(round, arm, schedule.once().indexOf(arm) + 1));
            }
            for (int arm = 0; arm < workers.size(); arm++) {
                workers.get(arm).start(Optional.of(coordinator.address(arm, round.length())), executor.stagesOnly());
            }
            CompletableFuture<Integer> turns = start(coordinator);
            watch(turns);
            return result(turns);
        } catch (IOException e) {
            return result(CompletableFuture.failedFuture(e));
        } finally {
            workers.forEach(JvmTrialExecutor.Worker::close);
        }
    }

    private CompletableFuture<Integer> start(TurnCoordinator coordinator) {
        CompletableFuture<Integer> turns = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        turns.complete(coordinator.run(round.length(), new Follower()));
                    } catch (IOException | RuntimeException e) {
                        turns.completeExceptionally(e);
                    }
                },
                "turns of a round");
        thread.setDaemon(true);
        thread.start();
        return turns;
    }

    /** Until all have ended, or one is lost. */
    private void watch(CompletableFuture<Integer> turns) throws InterruptedException {
        while (workers.stream().anyMatch(worker -> !worker.hasEnded())) {
            for (JvmTrialExecutor.Worker worker : workers) {
                if (!worker.hasEnded()) {
                    worker.look();
                }
                if (worker.isLost()) {
                    return;
                }
            }
            Optional<Throwable> cause = cause(turns);
            // A worker whose connection closed is about to end: how, says more than the connection.
            if (cause.isPresent()
                    && !(cause.get() instanceof LostWorkerException lost
                            && !lost.isGarbled()
                            && !workers.get(lost.arm()).hasEnded())) {
                return;
            }
        }
    }

    private static Optional<Throwable> cause(CompletableFuture<Integer> turns) {
        return Optional.ofNullable(
                turns.<@Nullable Throwable>handle((cycles, cause) -> cause).getNow(null));
    }

    private Result result(CompletableFuture<Integer> turns) throws InterruptedException {
        List<Trial> trials = new ArrayList<>();
        Optional<Throwable> cause = cause(turns);
        Optional<String> reason =
                cause.map(each -> String.valueOf(each.getMessage())).or(clocks::jump);
        for (int arm = 0; arm < workers.size(); arm++) {
            JvmTrialExecutor.Worker worker = workers.get(arm);
            boolean garbled = cause.isPresent()
                    && cause.get() instanceof LostWorkerException lost
                    && lost.isGarbled()
                    && lost.arm() == arm;
            trials.add(
                    garbled
                            ? worker.garbled(reason.orElseThrow())
                            : worker.hasEnded() ? worker.trial() : worker.voided());
        }
        // A worker's own account of its end has more detail than what the coordinator saw.
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
        return new Result(
                trials,
                executor.record(round, reason.isPresent() ? round.length().cycles() : turns.join(), reason));
    }

    /** Keeps the watchdogs: only the worker that has the turn is at work. */
    private final class Follower implements TurnCoordinator.Listener {
        private int cycles;

        @Override
        public void works(int arm, Turn turn) {
            workers.get(arm).watchdog().work();
            if (turn.kind() == Turn.Kind.MEASURE && turn.place() == 1) {
                executor.cycle(turn.cycle(), cycles);
            }
        }

        @Override
        public void waits(int arm) {
            workers.get(arm).watchdog().rest();
        }

        @Override
        public void cycles(int count) {
            cycles = count;
        }
    }
}
