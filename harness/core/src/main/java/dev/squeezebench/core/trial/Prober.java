package dev.squeezebench.core.trial;

import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.host.ProbeMain;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.measure.runner.Availability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.ZipFile;

/** Finds out in a process of its own whether an acceleration is usable here: what is listed is not always usable. */
public final class Prober {
    private static final String REMEDY = "run 'squeezebench doctor', or choose another target";

    private final Path scratch;
    private final Duration limit;

    /**
     * A prober.
     *
     * @param scratch folder for temporary folders, each removed after its probe
     * @param limit time that a probe may take
     */
    public Prober(Path scratch, Duration limit) {
        this.scratch = scratch;
        this.limit = limit;
    }

    /**
     * Tries an acceleration; once more when something from outside, such as the kernel that runs out of memory, killed the
     * probe.
     *
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted or the program shuts down; the probe's process is
     *     gone by then
     */
    public Availability probe(RunnerDistribution runner, String acceleration) throws IOException, InterruptedException {
        Availability first = probeOnce(runner, acceleration);
        return first instanceof Availability.Unusable unusable && unusable.fromOutside()
                ? probeOnce(runner, acceleration)
                : first;
    }

    private Availability probeOnce(RunnerDistribution runner, String acceleration)
            throws IOException, InterruptedException {
        Queue<Availability> answers = new ConcurrentLinkedQueue<>();
        try (WorkFolder work = WorkFolder.in(scratch);
                WorkerProcess probe = WorkerProcess.start(
                        ChildJvm.of(runner, JvmSpec.USUAL, work.path()),
                        ChildJvm.SMALL,
                        ProbeMain.class,
                        List.of(runner.name(), acceleration),
                        work.path().resolve("log.txt"),
                        event -> answers.add(ProbeMain.answer(event)))) {
            if (!probe.endedWithin(limit)) {
                return new Availability.Unusable(
                        "the probe did not answer within " + limit.toSeconds() + " seconds", REMEDY);
            }
            WorkerProcess.End end = probe.end();
            return answers.isEmpty() ? died(runner, end) : answers.element();
        }
    }

    private static Availability died(RunnerDistribution runner, WorkerProcess.End end) {
        if (end.code().isFromOutside()) {
            return new Availability.Unusable(
                    "the probe " + end.inWords(),
                    "make sure that memory is free, and run the same command again",
                    false,
                    true);
        }
        for (Path jar : runner.classPath()) {
            Optional<String> damage = damage(jar);
            if (damage.isPresent()) {
                return new Availability.Unusable(
                        jar.getFileName() + " is damaged: " + damage.get(),
                        "build or unpack the distribution again, or fetch that version of the runtime again");
            }
        }
        return new Availability.Unusable("the probe " + end.inWords(), REMEDY);
    }

    /** A JVM passes over a jar that it cannot read, and then lacks the classes in it. */
    private static Optional<String> damage(Path jar) {
        if (!jar.getFileName().toString().endsWith(".jar")) {
            return Optional.empty();
        }
        try (ZipFile readable = new ZipFile(jar.toFile())) {
            return readable.size() == 0 ? Optional.of("it is empty") : Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
