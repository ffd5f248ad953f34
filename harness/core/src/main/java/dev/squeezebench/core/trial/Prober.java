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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipFile;

/** Finds out in a process of its own whether an acceleration is usable here: what is listed is not always usable. */
public final class Prober {
    private static final Availability NOT_ASKED = new Availability.Unusable("it was not asked for", "name it");
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
     * @param options of the runner, as it will be measured: they may choose the device
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted or the program shuts down; the probe's process is
     *     gone by then
     */
    public Availability probe(RunnerDistribution runner, String acceleration, Map<String, String> options)
            throws IOException, InterruptedException {
        return probe(runner, List.of(acceleration), options).getOrDefault(acceleration, NOT_ASKED);
    }

    /**
     * Tries several accelerations, each in a process of its own but for those that the runtime's library lacks: for them
     * one process answers.
     *
     * @return the answers, in that order
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted or the program shuts down; the probe's process is
     *     gone by then
     */
    public Map<String, Availability> probe(RunnerDistribution runner, List<String> accelerations)
            throws IOException, InterruptedException {
        return probe(runner, accelerations, Map.of());
    }

    private Map<String, Availability> probe(
            RunnerDistribution runner, List<String> accelerations, Map<String, String> options)
            throws IOException, InterruptedException {
        Map<String, Availability> answers = new LinkedHashMap<>();
        accelerations.forEach(acceleration -> answers.put(acceleration, NOT_ASKED));
        List<String> left = new ArrayList<>(accelerations);
        while (!left.isEmpty()) {
            Map<String, Availability> some = probeOnce(runner, left, options);
            Map<String, Availability> again =
                    some.values().stream().anyMatch(Prober::isFromOutside) ? probeOnce(runner, left, options) : some;
            answers.putAll(again);
            left.removeAll(again.keySet());
        }
        return Collections.unmodifiableMap(answers);
    }

    private static boolean isFromOutside(Availability answer) {
        return answer instanceof Availability.Unusable unusable && unusable.fromOutside();
    }

    /** The answers of one process: for at least one acceleration. */
    private Map<String, Availability> probeOnce(
            RunnerDistribution runner, List<String> accelerations, Map<String, String> options)
            throws IOException, InterruptedException {
        Map<String, Availability> answers = new ConcurrentHashMap<>();
        List<String> arguments = new ArrayList<>(List.of(runner.name()));
        arguments.addAll(accelerations);
        options.forEach((name, value) -> arguments.add(name + '=' + value));
        try (WorkFolder work = WorkFolder.in(scratch);
                WorkerProcess probe = WorkerProcess.start(
                        ChildJvm.of(
                                runner,
                                new JvmSpec(JvmSpec.USUAL.home(), JvmSpec.USUAL.flags(), runner.probeEnvironment()),
                                work.path()),
                        ChildJvm.SMALL,
                        ProbeMain.class,
                        arguments,
                        work.path().resolve("log.txt"),
                        event -> answers.put(ProbeMain.acceleration(event), ProbeMain.answer(event)))) {
            boolean ended = probe.endedWithin(limit);
            Optional<WorkerProcess.End> end = ended ? Optional.of(probe.end()) : Optional.empty();
            boolean late = !ended;
            boolean failed = end.isPresent() && end.get().code().value() != 0;
            Optional<String> tried = accelerations.stream()
                    .filter(acceleration -> !answers.containsKey(acceleration))
                    .findFirst();
            if (tried.isPresent() && (late || failed || answers.isEmpty())) {
                answers.put(
                        tried.get(),
                        late
                                ? new Availability.Unusable(
                                        "the probe did not answer within " + limit.toSeconds() + " seconds", REMEDY)
                                : died(runner, end.orElseThrow()));
            }
            return answers;
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
