package dev.squeezebench.core.trial;

import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A command that runs one trial of the fake runner, and is ended by signals as the real one is. Prints {@code starts}, each
 * stage, and then what it would save: the trial's outcome, or {@code nothing}.
 *
 * <p>Arguments: a folder; how long to measure, in milliseconds.
 */
final class TrialCommand {
    private TrialCommand() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            command.interrupt();
            joined(command);
        }));
        TrialListener listener = new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                System.out.println(stage);
            }
        };
        TrialObserver observer = planned -> {
            System.out.println("starts");
            return samples -> TrialObserver.Observed.NOTHING;
        };
        TrialSettings settings = new TrialSettings(
                new WarmUpLimits(10_000_000, 4, 50_000_000, 1000),
                Duration.ofMillis(Long.parseLong(args[1])),
                1,
                List.of(),
                new StallTimeout.Fixed(Duration.ofMinutes(5)));
        JvmTrialExecutor executor = new JvmTrialExecutor(
                "run",
                settings,
                observer,
                listener,
                folder.resolve("scratch"),
                folder.resolve("log.txt"),
                InstantSource.system());
        try {
            Trial trial = executor.execute(FakeTrials.arm(folder, Map.of(), 0), 1, 1);
            System.out.println("saved " + trial.outcome());
        } catch (InterruptedException e) {
            System.out.println("saved nothing");
        }
    }

    private static void joined(Thread command) {
        try {
            command.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
