package dev.squeezebench.measure.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.squeezebench.measure.loop.FakeClock;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.loop.WitnessProbe;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialScriptTest {
    private final Path folder;
    private final FakeClock clock = FakeClock.withCpu();
    private final FakeRuntime runtime = new FakeRuntime(clock, n -> 1_000_000);
    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
    private boolean bareLoop;
    private boolean witnessed;
    private Optional<Path> outputs = Optional.empty();

    TrialScriptTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeInputs() throws IOException {
        Safetensors.write(
                folder.resolve("inputs"),
                List.of(new Tensor("x", ElementType.INT8, List.of(1L), ByteBuffer.wrap(new byte[1]))));
    }

    @Test
    void aWholeTrialIsJournaledInOrder() throws Exception {
        try (TrialScript body = body()) {
            body.prepare();
            body.invoke();
            body.invoke();
            body.endBlock(Phase.MEASURE);
            body.finish();
        }

        assertThat(events())
                .startsWith(
                        "{'event':'stage','stage':'load','at':'1970-01-01T00:00:00Z'}",
                        "{'event':'memory','point':'before_load','bytes':100,'source':'fake'}",
                        "{'event':'timing','phase':'load','ns':5000000,'cpu_ns':10000000}",
                        "{'event':'session','version':'1.0','build':'fake','acceleration':{'requested':'cpu',"
                                + "'obtained':'cpu','placement':{'cpu':3}},'settings':{'threads':'1'}}",
                        "{'event':'warning','code':'nodes_fell_back','message':'three nodes fell back','remedy':'none'}",
                        "{'event':'memory','point':'after_load','bytes':100,'source':'fake'}",
                        "{'event':'stage','stage':'first_inference','at':'1970-01-01T00:00:00Z'}",
                        "{'event':'timing','phase':'first_inference','ns':1000000,'cpu_ns':2000000}",
                        "{'event':'stage','stage':'warm_up','at':'1970-01-01T00:00:00Z'}")
                .endsWith(
                        "{'event':'warm_up','test':'mann-kendall','fall_seen':false,'blocks':4,"
                                + "'probability':0.625,'relative_fall':0.0}",
                        "{'event':'stage','stage':'measure','at':'1970-01-01T00:00:00Z'}",
                        "{'event':'samples','phase':'measure','ns':[1000000,1000000],'cpu_ns':[2000000,2000000],"
                                + "'start_ns':[S,S],'processors':[P,P]}",
                        "{'event':'memory','point':'peak','bytes':200,'source':'fake'}",
                        "{'event':'memory','point':'heap','bytes':N,'source':'Runtime'}",
                        "{'event':'stage','stage':'output_check','at':'1970-01-01T00:00:00Z'}",
                        "{'event':'done'}");
        assertThat(runtime.calls)
                .startsWith("initialize", "open", "bind", "reset", "invoke")
                .endsWith("placed", "close");
    }

    @Test
    void paddedInputsAreInvokedOnceWhenEverythingIsMeasured() throws Exception {
        Files.copy(folder.resolve("inputs"), folder.resolve("padded"));
        TrialRequest request = new TrialRequest(
                "fake",
                new SessionRequest(Path.of("model"), "cpu", 1, Map.of(), Map.of()),
                folder.resolve("inputs"),
                new WarmUpLimits(0, 4, 4_000_000, 4),
                1,
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(folder.resolve("out")),
                false,
                Optional.of(new TrialRequest.PaddedInvocation(folder.resolve("padded"), folder.resolve("padded-out"))));
        try (TrialScript body = body(request, runtime, clock)) {
            body.prepare();
            body.invoke();
            body.endBlock(Phase.MEASURE);
            body.finish();
        }

        assertThat(events())
                .endsWith(
                        "{'event':'outputs','file':'out'}",
                        "{'event':'padded_outputs','file':'padded-out'}",
                        "{'event':'done'}");
        assertThat(runtime.calls).endsWith("reset", "bind", "reset", "invoke", "placed", "close");
        assertThat(folder.resolve("padded-out")).exists();
    }

    @Test
    void everyInvocationBeforeMeasuringIsJournaledOnceAndTheFirstOneApart() throws Exception {
        // Slow enough for the samples to be saved in several parts.
        FakeRuntime slow = new FakeRuntime(clock, n -> 100_000_000 + n);
        body("inputs", slow, WarmUpLimits.DEFAULT).prepare();

        String saved = events().stream()
                .filter(event -> event.startsWith("{'event':'samples','phase':'warmup'"))
                .map(event -> event.replaceAll(".*'ns':\\[(.*?)].*", "$1"))
                .collect(Collectors.joining(","));
        assertThat(saved)
                .isEqualTo(IntStream.range(1, slow.invocations())
                        .mapToObj(n -> String.valueOf(100_000_000 + n))
                        .collect(Collectors.joining(",")));
        assertThat(events()).anyMatch(event -> event.contains("'first_inference','ns':100000000,"));
    }

    @Test
    void anUnsupportedModelIsJournaledAsAnAnswer() {
        runtime.failingToOpen(new UnsupportedByRunnerException("no such kernel"));

        assertThatThrownBy(() -> body().prepare()).isInstanceOf(UnsupportedByRunnerException.class);
        assertThat(events()).endsWith("{'event':'unsupported','reason':'no such kernel'}");
    }

    @Test
    void aFailureIsJournaledInOneLineWithItsStage() {
        runtime.failingToOpen(new RunnerException("first line\n  second line"));

        assertThatThrownBy(() -> body().prepare()).isInstanceOf(RunnerException.class);
        assertThat(events()).endsWith("{'event':'failed','stage':'load','reason':'first line second line'}");
    }

    @Test
    void aFailureWhileMeasuringKeepsTheBlocksBeforeIt() throws Exception {
        TrialScript body = body();
        body.prepare();
        body.invoke();
        body.endBlock(Phase.MEASURE);
        runtime.failingAt(runtime.invocations());

        assertThatThrownBy(body::invoke).isInstanceOf(RunnerException.class);
        assertThat(events())
                .contains("{'event':'samples','phase':'measure','ns':[1000000],'cpu_ns':[2000000],'start_ns':[S],"
                        + "'processors':[P]}")
                .endsWith("{'event':'failed','stage':'measure','reason':'kernel failed'}");
    }

    @Test
    void whereTheNodesRanIsAskedAfterEverythingIsMeasured() throws Exception {
        runtime.placing(strayed());
        try (TrialScript body = body()) {
            body.prepare();
            body.invoke();
            body.endBlock(Phase.MEASURE);
            body.finish();
        }
        assertThat(events())
                .endsWith(
                        "{'event':'stage','stage':'output_check','at':'1970-01-01T00:00:00Z'}",
                        "{'event':'placed','acceleration':{'requested':'gpu','obtained':'gpu','placement':{'cpu':1,"
                                + "'gpu':2},'fallbacks':[{'name':'n','kind':'Gather','on':'cpu'}],'memory_copies':0}}",
                        "{'event':'warning','code':'nodes_fell_back','message':'back','remedy':'none'}",
                        "{'event':'done'}");
        assertThat(runtime.calls).endsWith("invoke", "placed", "close");
    }

    @Test
    void aStrayNodeFailsATrialThatRequiresFullPlacement() throws Exception {
        runtime.placing(strayed());
        TrialScript body = body("inputs", runtime, new WarmUpLimits(0, 4, 4_000_000, 4), true);
        body.prepare();
        body.invoke();
        body.endBlock(Phase.MEASURE);
        assertThatThrownBy(body::finish).isInstanceOf(RunnerException.class);
        assertThat(events())
                .endsWith(
                        "{'event':'failed','stage':'output_check','reason':'1 of 3 nodes did not run on gpu, the first is"
                                + " Gather 'n' on cpu, and --require-full-placement asks for it'}");
    }

    private static NodePlacement strayed() {
        return new NodePlacement(
                new AccelerationUse(
                        "gpu",
                        Optional.of("gpu"),
                        Map.of("gpu", 2, "cpu", 1),
                        List.of(new PlacedNode("n", "Gather", "cpu")),
                        OptionalInt.of(0),
                        Optional.empty()),
                List.of(WarningCode.NODES_FELL_BACK.warning("back", "none")));
    }

    @Test
    void inputsThatCannotBeReadFailTheStart() {
        TrialScript body = body("missing");

        assertThatThrownBy(body::prepare).isInstanceOf(IOException.class);
        assertThat(events()).singleElement().asString().startsWith("{'event':'failed','stage':'start','reason':'");
    }

    @Test
    void theOutputsOfTheFirstInferenceAreSavedBeforeTheNextOneWhereThatIsAskedFor() throws Exception {
        outputs = Optional.of(folder.resolve("outputs"));
        FakeRuntime counting = new FakeRuntime(clock, n -> 1_000_000);
        try (TrialScript body = body("inputs", counting, new WarmUpLimits(0, 4, 4_000_000, 4))) {
            body.prepare();
            body.invoke();
            body.endBlock(Phase.MEASURE);
            body.finish();
        }

        List<String> kinds = events().stream()
                .map(event -> event.replaceAll(".*'event':'(\\w+)'.*", "$1"))
                .toList();
        assertThat(kinds).containsOnlyOnce("outputs");
        assertThat(kinds.indexOf("outputs")).isLessThan(kinds.indexOf("samples"));
    }

    @Test
    void aBareLoopTakesTheSameInvocationsInATurnAndReadsNoOtherClock() throws Exception {
        bareLoop = true;
        FakeRuntime steady = new FakeRuntime(clock, n -> 7_000_000);
        try (TrialScript body = body("inputs", steady, new WarmUpLimits(0, 4, 4_000_000, 4))) {
            body.prepare();
            body.work(Turn.measured(1, 1));
            body.endTurn(Turn.measured(1, 1));
        }

        // A turn of three takes 20 ms at least.
        assertThat(measured()).containsExactly(7_000_000L, 7_000_000L, 7_000_000L);
    }

    /** A turn of a millisecond has twenty invocations. */
    @Test
    void whatTheSystemCountedIsReadBetweenTheFirstMeasuredTurnAndTheBlockAtTheEnd() throws Exception {
        witnessed = true;
        Turn warmUp = new Turn(Turn.Kind.WARM_UP, 0, 0);
        Turn alone = new Turn(Turn.Kind.ALONE, 0, 0);
        try (TrialScript body = body()) {
            body.prepare();
            for (Turn turn : List.of(warmUp, Turn.measured(1, 1), Turn.measured(1, 4), alone)) {
                body.work(turn);
                body.endTurn(turn);
            }
            body.finish();
        }

        assertThat(events().stream().filter(event -> event.startsWith("{'event':'witness'")))
                .containsExactly("{'event':'witness','name':'invocations','value':40,'source':'fake'}");
    }

    @Test
    void withoutTurnsTheSystemsCountsEndWithTheLastBlock() throws Exception {
        witnessed = true;
        try (TrialScript body = body()) {
            body.prepare();
            body.invoke();
            body.invoke();
            body.endBlock(Phase.MEASURE);
            body.finish();
        }

        assertThat(events()).contains("{'event':'witness','name':'invocations','value':2,'source':'fake'}");
    }

    @Test
    void anInjectedSlowDownIsWithinTheTimedCallAndProportionalToIt() throws Exception {
        FakeRuntime twoSpeeds = new FakeRuntime(clock, n -> n % 2 == 0 ? 20_000_000 : 30_000_000);
        try (TrialScript body = injected(twoSpeeds, new Injection(.05, 0))) {
            body.prepare();
            body.invoke();
            body.invoke();
            body.endBlock(Phase.MEASURE);
        }

        assertThat(measured()).hasSize(2).allSatisfy(ns -> assertThat(ns / 1.05)
                .satisfiesAnyOf(own -> assertThat(own).isCloseTo(20e6, withinPercentage(.1)), own -> assertThat(own)
                        .isCloseTo(30e6, withinPercentage(.1))));
        assertThat(measured()).doesNotHaveDuplicates();
    }

    @Test
    void anInjectedFirstTurnIsSlowForTheArmInThatPlaceAlone() throws Exception {
        FakeRuntime steady = new FakeRuntime(clock, n -> 20_000_000);
        try (TrialScript body = injected(steady, new Injection(0, .3))) {
            body.prepare();
            for (Turn turn : List.of(Turn.measured(1, 1), Turn.measured(1, 4), Turn.measured(2, 2))) {
                body.work(turn);
                body.endTurn(turn);
            }
        }

        assertThat(measured())
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(26_000_000L, withinPercentage(.1)),
                        last -> assertThat(last).isCloseTo(20_000_000L, withinPercentage(.1)),
                        second -> assertThat(second).isCloseTo(20_000_000L, withinPercentage(.1)));
    }

    /** On a clock that moves by a microsecond whenever it is read. */
    private TrialScript injected(FakeRuntime slowed, Injection injection) {
        dev.squeezebench.measure.loop.Clock ticking = new dev.squeezebench.measure.loop.Clock() {
            @Override
            public long wallNs() {
                clock.advance(1_000);
                return clock.wallNs();
            }

            @Override
            public boolean hasCpu() {
                return false;
            }

            @Override
            public long cpuNs() {
                throw new UnsupportedOperationException();
            }
        };
        return body("inputs", slowed, new WarmUpLimits(0, 4, 4_000_000, 4), false, Optional.of(injection), ticking);
    }

    private List<Long> measured() {
        return events().stream()
                .filter(event -> event.startsWith("{'event':'samples','phase':'measure'"))
                .flatMap(event -> Pattern.compile(",").splitAsStream(event.replaceAll(".*'ns':\\[([\\d,]*?)].*", "$1")))
                .map(Long::parseLong)
                .toList();
    }

    private TrialScript body() {
        return body("inputs");
    }

    private TrialScript body(String inputs) {
        return body(inputs, runtime, new WarmUpLimits(0, 4, 4_000_000, 4));
    }

    private TrialScript body(String inputs, Runner runner, WarmUpLimits warmUp) {
        return body(inputs, runner, warmUp, false);
    }

    private TrialScript body(String inputs, Runner runner, WarmUpLimits warmUp, boolean fullPlacement) {
        return body(inputs, runner, warmUp, fullPlacement, Optional.empty(), clock);
    }

    private TrialScript body(
            String inputs,
            Runner runner,
            WarmUpLimits warmUp,
            boolean fullPlacement,
            Optional<Injection> injected,
            dev.squeezebench.measure.loop.Clock timing) {
        TrialRequest request = new TrialRequest(
                "fake",
                new SessionRequest(Path.of("model"), "cpu", 1, Map.of(), fullPlacement, Map.of(), List.of(), Map.of()),
                folder.resolve(inputs),
                warmUp,
                1,
                1,
                List.of(),
                Optional.empty(),
                injected,
                bareLoop,
                Optional.empty(),
                outputs,
                outputs.isPresent(),
                Optional.empty());
        return body(request, runner, timing);
    }

    private TrialScript body(TrialRequest request, Runner runner, dev.squeezebench.measure.loop.Clock timing) {
        return new TrialScript(
                request,
                runner,
                new MeasuringLoop(timing),
                new FakeMemory(),
                new FakeWitnesses(),
                new TrialJournal(journal, folder.resolve("journal.jsonl"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
    }

    private List<String> events() {
        return journal.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace('"', '\'').replaceAll("'heap','bytes':\\d+", "'heap','bytes':N"))
                .map(line -> hidden(hidden(line, "start_ns", "S"), "processors", "P"))
                .toList();
    }

    /** Each value of an array, such as a moment of the fake clock, as one letter. */
    private static String hidden(String line, String name, String letter) {
        return Pattern.compile("(?<='" + name + "':\\[)[\\d,]+").matcher(line).replaceAll(values -> values.group()
                .replaceAll("\\d+", letter));
    }

    /** Counts invocations. */
    private final class FakeWitnesses implements WitnessProbe {
        private int before;

        @Override
        public void start() {
            before = runtime.invocations();
        }

        @Override
        public List<Witness> sinceStart() {
            return witnessed ? List.of(Witness.of("invocations", runtime.invocations() - before, "fake")) : List.of();
        }
    }

    private static final class FakeMemory implements MemoryProbe {
        @Override
        public Value resident() {
            return new Value(OptionalLong.of(100), "fake");
        }

        @Override
        public void startPeak() {}

        @Override
        public void betweenBlocks() {}

        @Override
        public Value peak() {
            return new Value(OptionalLong.of(200), "fake");
        }
    }
}
