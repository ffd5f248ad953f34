package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.GateVerdict;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gate decided about one scenario, with its evidence.
 *
 * @param candidate what was measured
 * @param terms what it was judged by
 * @param latency the verdict about its latency
 * @param memory the same about its peak resident set; absent where a round lacks it
 * @param rounds candidate and baseline
 * @param controls rounds of the baseline against itself; mostly none
 * @param elapsed time measured for the gate until then
 */
public record JudgedScenario(
        Scenario candidate,
        Terms terms,
        Finding latency,
        Optional<Finding> memory,
        GateTrials rounds,
        GateTrials controls,
        Duration elapsed) {
    /** Arms of a gate's trials. */
    public static final String BASELINE = "baseline";

    public static final String CANDIDATE = "candidate";
    /** The second process of a baseline that is measured against itself. */
    public static final String CONTROL = "control";

    /**
     * What a gate judges by.
     *
     * @param slowdown share by which the candidate may be slower
     * @param memoryGrowth share by which its peak resident set may be larger
     * @param scenarios how many are judged together
     */
    public record Terms(double slowdown, double memoryGrowth, int scenarios) {}

    /**
     * Judges one scenario.
     *
     * @param sittings when each command that measured for the gate began, in order
     */
    public static JudgedScenario of(
            Scenario candidate,
            Terms terms,
            GateTrials rounds,
            GateTrials controls,
            List<Instant> sittings,
            Duration elapsed) {
        Evidence evidence = new Evidence(rounds.rounds(sittings), controls.logRatios(), rounds.unsteady());
        return new JudgedScenario(
                candidate,
                terms,
                new GateRule(terms.slowdown(), terms.scenarios()).latency(evidence),
                new GateRule(terms.memoryGrowth(), terms.scenarios()).memory(evidence),
                rounds,
                controls,
                elapsed);
    }

    /** Where a FAIL ended the gate of a device, what was still open there says so. */
    public static List<JudgedScenario> cutShort(List<JudgedScenario> judged, int mostRounds) {
        return judged.stream()
                .map(each -> endsWithFail(each, judged) ? each.cutShort(mostRounds) : each)
                .toList();
    }

    private JudgedScenario cutShort(int mostRounds) {
        return new JudgedScenario(
                candidate,
                terms,
                latency.cutShort(mostRounds),
                memory.map(finding -> finding.cutShort(mostRounds)),
                rounds,
                controls,
                elapsed);
    }

    /** Whether no further round can tell anything: each device has failed, or has nothing that is open. */
    public static boolean areDecided(List<JudgedScenario> judged) {
        return judged.stream().noneMatch(each -> each.isOpen() && !endsWithFail(each, judged));
    }

    /** Each device has a verdict of its own; a scenario without a round is ended by any. */
    private static boolean endsWithFail(JudgedScenario each, List<JudgedScenario> judged) {
        return judged.stream()
                .filter(JudgedScenario::fails)
                .anyMatch(failed -> each.device().isEmpty() || each.device().equals(failed.device()));
    }

    private Optional<Device> device() {
        return rounds.candidate().stream().findFirst().flatMap(Trial::device);
    }

    /** Of all scenarios and quantities. */
    public static Verdict verdict(List<JudgedScenario> judged) {
        return Verdict.of(judged.stream()
                .flatMap(each -> each.findings().stream())
                .map(Finding::verdict)
                .toList());
    }

    /** For people: what was measured, and on which phone where it was on one; several may be judged together. */
    public String name() {
        return candidate.id()
                + device().filter(device -> device.kind() == Device.Kind.PHONE)
                        .map(device -> " on " + device.model().orElse("phone") + " (" + device.id() + ')')
                        .orElse("");
    }

    /** Latency, and memory where it was judged. */
    public List<Finding> findings() {
        return Stream.concat(Stream.of(latency), memory.stream()).toList();
    }

    /** Whether the candidate is worse by more than is tolerated. */
    public boolean fails() {
        return findings().stream().anyMatch(finding -> finding.verdict() instanceof Verdict.Fail);
    }

    /** Whether another round could change the verdict; what control rounds took back is final. */
    public boolean isOpen() {
        return findings().stream()
                .anyMatch(finding -> finding.verdict() instanceof Verdict.Inconclusive inconclusive
                        && inconclusive.reason() != Verdict.Reason.CONTROLS_AGREE);
    }

    /** Whether it is a FAIL that control rounds could still take back. */
    public boolean wantsControls() {
        return latency.verdict() instanceof Verdict.Fail && controls.candidate().size() < GateRule.CONTROL_ROUNDS;
    }

    /** The records that are saved, one a finding; none of a finding without a ratio. */
    public List<Comparison> comparisons(Instant at) {
        return findings().stream()
                .flatMap(finding -> finding.ratio().map(ratio -> comparison(at, finding, ratio.dividing(1))).stream())
                .toList();
    }

    private Comparison comparison(Instant at, Finding finding, GeometricMean speedUp) {
        boolean ofLatency = finding.quantity() == Finding.Quantity.LATENCY;
        Trial first = rounds.candidate().get(0);
        return new Comparison(
                first.run(),
                at,
                candidate.id(),
                first.arm(),
                rounds.baseline().get(0).scenario().id(),
                rounds.baseline().get(0).arm(),
                finding.quantity().metric(),
                speedUp.value(),
                speedUp.spread(),
                ratios(rounds, finding).subList(0, finding.rounds()),
                Optional.of(new GateVerdict(
                        GateVerdict.Answer.valueOf(finding.verdict().word()),
                        finding.verdict() instanceof Verdict.Inconclusive inconclusive
                                ? Optional.of(inconclusive.reason().code())
                                : Optional.empty(),
                        finding.tolerance(),
                        GateRule.LOOKS.stream()
                                .map(look -> new GateVerdict.Look(
                                        look.rounds(),
                                        look.failLevel() / terms.scenarios(),
                                        look.passLevel(),
                                        look.guard()))
                                .toList(),
                        finding.estimate().map(SetAside::up).orElse(0),
                        finding.estimate().map(SetAside::down).orElse(0),
                        ofLatency ? ratios(controls, finding) : List.of())));
    }

    private static List<RoundRatio> ratios(GateTrials trials, Finding finding) {
        List<GateRound> rounds = trials.rounds();
        List<RoundRatio> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            double logRatio = finding.quantity() == Finding.Quantity.LATENCY
                    ? rounds.get(i).latency()
                    : rounds.get(i).memory().orElseThrow();
            ratios.add(new RoundRatio(RoundId.of(trials.candidate().get(i)), Math.exp(-logRatio)));
        }
        return ratios;
    }
}
