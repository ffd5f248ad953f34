package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.ProcessClocks;
import dev.squeezebench.core.jmh.ProcessorPinning;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process in which a sampling profiler sees a model's invocations: a trial of its own, of which nothing is a latency.
 *
 * <p>Arguments: the request file, what to sample ({@code cpu}, {@code wall}, {@code nativemem}), for how many milliseconds, and a
 * folder for {@link #HTML} and {@link #COLLAPSED}.
 */
public final class FlameMain {
    /** The event of success: {@code invocations}. */
    public static final String SAMPLED = "sampled";

    /** Flame graph that a browser shows. */
    public static final String HTML = "flame.html";

    /** A stack and its weight in each line. */
    public static final String COLLAPSED = "flame.collapsed";

    private static final WarmUpLimits WARM_UP = new WarmUpLimits(500_000_000, 4, 1_000_000_000, 100_000);
    private static final int FEWEST = 10;

    private FlameMain() {}

    /** Samples; the reason of a failure is an event. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: FlameMain REQUEST EVENT MILLISECONDS FOLDER");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        TrialRequest request = TrialRequestFile.read(Path.of(args[0]));
        try {
            ProcessorPinning.pin(request.cpus());
            int invocations = sampled(request, args[1], Long.parseLong(args[2]), Path.of(args[3]));
            protocol.event(SAMPLED, json -> json.integer("invocations", invocations));
        } catch (RunnerException e) {
            protocol.event(ProfileMain.FAILED, json -> json.text("reason", Causes.inOneLine(e)));
        } catch (IOException e) {
            protocol.event(ProfileMain.FAILED, json -> json.text("reason", String.valueOf(e.getMessage())));
        } catch (LinkageError | OutOfMemoryError e) {
            protocol.event(ProfileMain.FAILED, json -> json.text("reason", Causes.inOneLine(e)));
        }
        // A runtime may leave threads behind that are no daemons.
        System.exit(0);
    }

    private static int sampled(TrialRequest request, String event, long millis, Path folder)
            throws RunnerException, IOException {
        List<Tensor> inputs = Safetensors.read(request.inputs());
        Runner runner = InstalledRunners.load().named(request.runner());
        runner.initialize();
        SamplingProfiler profiler = SamplingProfiler.load();
        MeasuringLoop loop = new MeasuringLoop(ProcessClocks.finest());
        try (Session session = runner.open(request.session().with(inputs))) {
            session.bind(inputs);
            Recorder recorder = loop.recorder(1 << 10);
            loop.warmUp(session, WARM_UP, recorder, () -> {});
            recorder.clear();
            switch (event) {
                case "cpu" -> profiler.start("event=cpu,interval=1ms");
                case "wall" -> profiler.startOnThisThread("event=wall,interval=1ms");
                default -> profiler.start("nativemem=0");
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            int invocations = 0;
            while (System.nanoTime() < end || invocations < FEWEST) {
                loop.invoke(session, recorder);
                invocations++;
            }
            String counter = event.equals("nativemem") ? ",total" : "";
            profiler.dump("collapsed" + counter, folder.resolve(COLLAPSED));
            profiler.dump("flamegraph,title=" + event + counter, folder.resolve(HTML));
            profiler.stop();
            return invocations;
        }
    }
}
