package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.InstalledRunners;
import dev.squeezebench.core.jmh.ProcessClocks;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * What a trial is compared with to know what it costs to be measured: a plain loop with a clock around each call and
 * nothing else of ours. No result comes from it.
 *
 * <p>Argument: the request file of a trial. Writes one event: {@code ns}, the bare calls; then the time that a call
 * takes in all, in turn without anything of ours ({@code bare_call_ns}) and in the measuring loop ({@code loop_call_ns}).
 */
public final class PlainLoopMain {
    private PlainLoopMain() {}

    /** Runs the loop. */
    public static void main(String[] args) throws IOException, RunnerException {
        HostProtocol protocol = HostProtocol.onStandardOutput();
        TrialRequest request = TrialRequestFile.read(Path.of(args[0]));
        Runner runner = InstalledRunners.load().named(request.runner());
        runner.initialize();
        try (Session session = runner.open(request.session())) {
            session.bind(Safetensors.read(request.inputs()));
            timedCalls(session, request.warmUp().leastNs(), request.warmUp().leastSamples());
            LongSeries ns = timedCalls(session, request.measureNs(), request.blocks());
            Alternation alternation = Alternation.run(session, ns.size());
            protocol.event("bare", json -> json.integers("ns", ns)
                    .integers("bare_call_ns", alternation.bareCallNs())
                    .integers("loop_call_ns", alternation.loopCallNs()));
        }
    }

    private static LongSeries timedCalls(Session session, long leastNs, int leastCalls) throws RunnerException {
        LongStream.Builder ns = LongStream.builder();
        long start = System.nanoTime();
        for (int calls = 0; calls < leastCalls || System.nanoTime() - start < leastNs; calls++) {
            session.reset();
            long before = System.nanoTime();
            session.invoke();
            ns.add(System.nanoTime() - before);
        }
        return LongSeries.of(ns.build().toArray());
    }

    /** Time of a call, all included: each call of one kind is followed by one of the other, so that noise hits both. */
    private record Alternation(LongSeries bareCallNs, LongSeries loopCallNs) {
        static Alternation run(Session session, int pairs) throws RunnerException {
            MeasuringLoop loop = new MeasuringLoop(ProcessClocks.finest());
            Recorder recorder = loop.recorder(pairs);
            long[] bare = new long[pairs];
            long[] measured = new long[pairs];
            for (int pair = 0; pair < pairs; pair++) {
                long start = System.nanoTime();
                session.reset();
                session.invoke();
                long middle = System.nanoTime();
                loop.invoke(session, recorder);
                measured[pair] = System.nanoTime() - middle;
                bare[pair] = middle - start;
            }
            return new Alternation(LongSeries.of(bare), LongSeries.of(measured));
        }
    }
}
