package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.FakeClock;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/** A runner and its only session; invocation n, from 0, lasts as long as a function says, on a fake clock. */
public final class FakeRuntime implements Runner, Session {
    public static final long LOAD_NS = 5_000_000;
    static final long RESET_NS = 333;

    public final List<String> calls = new ArrayList<>();
    private final FakeClock clock;
    private final IntToLongFunction duration;
    private Optional<RunnerException> openFailure = Optional.empty();
    private Optional<NodePlacement> placed = Optional.empty();
    private int failingInvocation = Integer.MAX_VALUE;
    private int invocations;

    public FakeRuntime(FakeClock clock, IntToLongFunction duration) {
        this.clock = clock;
        this.duration = duration;
    }

    FakeRuntime failingToOpen(RunnerException failure) {
        openFailure = Optional.of(failure);
        return this;
    }

    FakeRuntime placing(NodePlacement found) {
        placed = Optional.of(found);
        return this;
    }

    FakeRuntime failingAt(int invocation) {
        failingInvocation = invocation;
        return this;
    }

    int invocations() {
        return invocations;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String modelFormat() {
        return "fake";
    }

    @Override
    public List<String> accelerations() {
        return List.of("cpu");
    }

    @Override
    public RuntimeInfo initialize() {
        calls.add("initialize");
        clock.advance(1_000_000_000);
        return info().runtime();
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        return new Availability.Usable(info().runtime());
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        calls.add("open");
        clock.advance(LOAD_NS);
        if (openFailure.isPresent()) {
            throw openFailure.get();
        }
        return this;
    }

    @Override
    public SessionInfo info() {
        return new SessionInfo(
                new RuntimeInfo("1.0", "fake"),
                new AccelerationUse("cpu", Optional.of("cpu"), Map.of("cpu", 3)),
                Map.of("threads", "1"),
                List.of(),
                List.of(),
                List.of(WarningCode.NODES_FELL_BACK.warning("three nodes fell back", "none")));
    }

    @Override
    public void bind(List<Tensor> inputs) {
        calls.add("bind");
    }

    @Override
    public void reset() {
        calls.add("reset");
        clock.advance(RESET_NS);
    }

    @Override
    public void invoke() throws RunnerException {
        calls.add("invoke");
        if (invocations == failingInvocation) {
            throw new RunnerException("kernel failed");
        }
        clock.advance(duration.applyAsLong(invocations));
        invocations++;
    }

    @Override
    public List<Tensor> outputs() {
        return List.of();
    }

    @Override
    public NodePlacement placed() {
        calls.add("placed");
        return placed.orElseGet(Session.super::placed);
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
