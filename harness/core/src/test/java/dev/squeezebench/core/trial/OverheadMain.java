package dev.squeezebench.core.trial;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.host.PlainLoopMain;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.measure.loop.ProcMemoryProbe;
import dev.squeezebench.measure.runner.ModelSource;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.json.JsonFields;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What it costs to be measured: trials of the harness against processes that run a bare loop on the same engine, the same
 * model and the same JVM flags, in pairs that follow one another in ABBA order.
 *
 * <p>Run by hand from a benchmark jar, on a quiet machine: {@code java -cp benchmarks-onnxruntime.jar
 * dev.squeezebench.core.trial.OverheadMain squeezebert-tiny 12}.
 */
public final class OverheadMain {
    private static final Duration MEASURE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Runner runner;
    private final ModelSource.Files files;

    private OverheadMain(Path folder, Runner runner, ModelSource.Files files) {
        this.folder = folder;
        this.runner = runner;
        this.files = files;
    }

    /** Arguments: a workload and a number of pairs, 6 or more. */
    public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
        if (args.length != 2 || Integer.parseInt(args[1]) < GeometricMean.FEWEST_FOR_INTERVAL) {
            throw new IllegalArgumentException("usage: OverheadMain WORKLOAD PAIRS, with 6 pairs or more");
        }
        // The tests' own runner is on the class path, too.
        Runner runner = ServiceLoader.load(Runner.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> !each.name().equals(FakeRunner.NAME))
                .findFirst()
                .orElseThrow();
        ModelSource source = ServiceLoader.load(ModelSource.class).findFirst().orElseThrow();
        ModelSource.Target target = new ModelSource.Target(
                runner.name(),
                runner.initialize().version(),
                runner.accelerations().get(0),
                runner.modelFormat());
        ModelSource.Files files = source.prepare(new ModelSource.Query(args[0], "auto", "auto", target, 1, 128));
        try (WorkFolder work = WorkFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            new OverheadMain(work.path(), runner, files).compare(Integer.parseInt(args[1]));
        }
    }

    private void compare(int pairs) throws IOException, InterruptedException {
        double[] ratios = new double[pairs];
        double[] added = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            double harness;
            Bare bare;
            if (pair % 2 == 0) {
                harness = harness();
                bare = bare();
            } else {
                bare = bare();
                harness = harness();
            }
            ratios[pair] = harness / bare.medianNs();
            added[pair] = bare.addedNs();
            System.out.printf(
                    Locale.ROOT,
                    "pair %d: harness %.1f us, bare loop %.1f us, ratio %.4f; the loop adds %.2f us a call%n",
                    pair + 1,
                    harness / 1e3,
                    bare.medianNs() / 1e3,
                    ratios[pair],
                    added[pair] / 1e3);
        }
        System.out.printf(
                Locale.ROOT,
                "reading the resident set takes %.1f us, starting a peak %.1f us: a handful of times a trial%n",
                microseconds(new ProcMemoryProbe()::resident),
                microseconds(new ProcMemoryProbe()::startPeak));
        GeometricMean ratio = GeometricMean.of(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s: latency by the harness over latency by a bare loop %.4f (%.4f to %.4f, 95%%, %d pairs); "
                        + "the measuring loop adds %.2f us a call (median)%n",
                runner.name(),
                ratio.value(),
                ratio.spread().lower(),
                ratio.spread().upper(),
                pairs,
                Quantiles.median(added) / 1e3);
    }

    /** Median time of a call, in microseconds. */
    private static double microseconds(Runnable call) {
        double[] ns = new double[1000];
        for (int i = 0; i < ns.length; i++) {
            long start = System.nanoTime();
            call.run();
            ns[i] = System.nanoTime() - start;
        }
        return Quantiles.median(ns) / 1e3;
    }

    /** Median of the samples of one trial of the harness, in nanoseconds. */
    private double harness() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.in(folder)) {
            Path journal = work.path().resolve("journal.jsonl");
            Path request = request(work.path(), Optional.of(journal));
            Path log = folder.resolve("log.txt");
            Watchdog watchdog = new Watchdog(SILENCE, System::nanoTime);
            try (TrialHost host = TrialHost.start(
                    jvm(work.path()), JvmSpec.USUAL_FLAGS, request, journal, watchdog, TrialListener.NONE, log)) {
                host.awaitEnd();
            }
            Journal ended = JournalReader.read(journal);
            if (!ended.ending().equals(Optional.of(new Journal.Ending.Done()))) {
                throw new IOException("the trial failed: " + ended.ending() + Files.readString(log));
            }
            return Quantiles.median(ended.samples().measureNs().toDoubles());
        }
    }

    /** What one process with a bare loop found, in nanoseconds. */
    private record Bare(double medianNs, double addedNs) {
        static Bare of(JsonFields json) {
            return new Bare(median(json, "ns"), median(json, "loop_call_ns") - median(json, "bare_call_ns"));
        }

        private static double median(JsonFields json, String series) {
            return Quantiles.median(json.integers(series).toDoubles());
        }
    }

    private Bare bare() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.in(folder)) {
            Queue<Bare> bare = new ConcurrentLinkedQueue<>();
            try (WorkerProcess loop = WorkerProcess.start(
                    jvm(work.path()),
                    JvmSpec.USUAL_FLAGS,
                    PlainLoopMain.class,
                    List.of(request(work.path(), Optional.empty()).toString()),
                    folder.resolve("log.txt"),
                    event -> bare.add(Bare.of(event)))) {
                while (!loop.endedWithin(Duration.ofMinutes(1))) {
                    System.err.println("the bare loop still runs");
                }
                String how = loop.end().inWords();
                if (bare.isEmpty()) {
                    throw new IOException("the bare loop " + how);
                }
                return bare.element();
            }
        }
    }

    private Path request(Path work, Optional<Path> journal) throws IOException {
        Path file = work.resolve("request.json");
        String acceleration = runner.accelerations().get(0);
        TrialRequestFile.write(
                file,
                new TrialRequest(
                        runner.name(),
                        new SessionRequest(files.model(), acceleration, 1, files.dimensions(), Map.of()),
                        files.inputs(),
                        settings().warmUp(),
                        MEASURE.toNanos(),
                        settings().blocks(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        journal,
                        Optional.empty()));
        return file;
    }

    private static TrialSettings settings() {
        return TrialSettings.DEFAULT;
    }

    private static ChildJvm jvm(Path work) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
        return new ChildJvm(JvmSpec.USUAL, classPath, Map.of(), List.of(), work);
    }
}
