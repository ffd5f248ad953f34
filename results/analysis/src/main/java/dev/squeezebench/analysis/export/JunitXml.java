package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.analysis.report.ExcludedTrials;
import dev.squeezebench.analysis.table.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JUnit's XML: a test for each verdict of a gate, or for each scenario of a run. No verdict is skipped, a scenario without a
 * trial that counts is an error. Names have no points, by which readers split them.
 */
final class JunitXml {
    private JunitXml() {}

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED,
        ERROR
    }

    private record Case(String target, String name, Duration time, Outcome outcome, String message) {}

    static String render(List<Benchmark> benchmarks, List<Judged> judged) {
        List<Case> cases = new ArrayList<>();
        judged.forEach(one -> cases.add(ofVerdict(one)));
        benchmarks.stream()
                .filter(benchmark -> judged.isEmpty() || benchmark.latency().isEmpty())
                .forEach(benchmark -> cases.add(ofScenario(benchmark)));
        String counts = "tests=\"" + cases.size() + "\" failures=\"" + count(cases, Outcome.FAILED) + "\" errors=\""
                + count(cases, Outcome.ERROR) + '"';
        Duration all = cases.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus);
        String suite = judged.isEmpty() ? "squeezebench.run" : "squeezebench.gate";
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"")
                .append(suite.replace('.', ' '))
                .append("\" ")
                .append(counts);
        xml.append(" time=\"").append(seconds(all)).append("\">\n");
        xml.append("  <testsuite name=\"").append(suite).append("\" ").append(counts);
        xml.append(" skipped=\"")
                .append(count(cases, Outcome.SKIPPED))
                .append("\" time=\"")
                .append(seconds(all));
        xml.append('"');
        timestamp(benchmarks)
                .ifPresent(at -> xml.append(" timestamp=\"").append(at).append('"'));
        xml.append(" hostname=\"localhost\">\n");
        cases.forEach(one -> append(xml, one));
        return xml.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static Case ofVerdict(Judged judged) {
        Verdict verdict = judged.finding().verdict();
        Outcome outcome = verdict instanceof Verdict.Fail
                ? Outcome.FAILED
                : verdict instanceof Verdict.Pass ? Outcome.PASSED : Outcome.SKIPPED;
        return new Case(
                judged.name(),
                judged.finding().quantity() == Finding.Quantity.LATENCY ? "latency" : "peak_rss",
                judged.elapsed(),
                outcome,
                judged.finding().line(judged.scenario(), judged.elapsed()));
    }

    private static Case ofScenario(Benchmark benchmark) {
        Duration time = benchmark.trials().stream()
                .map(trial ->
                        Duration.ofNanos(trial.samples().measureNs().stream().sum()))
                .reduce(Duration.ZERO, Duration::plus);
        return benchmark
                .latency()
                .map(latency -> new Case(
                        benchmark.label(),
                        "latency",
                        time,
                        Outcome.PASSED,
                        "latency " + Quantities.duration(latency.median().value()) + " "
                                + Quantities.durationSpread(latency.median()) + ", "
                                + latency.trials().size() + " trials"))
                .orElseGet(() -> new Case(
                        benchmark.label(),
                        "latency",
                        Duration.ZERO,
                        Outcome.ERROR,
                        benchmark.row().summary().excluded().stream()
                                .map(JunitXml::why)
                                .collect(Collectors.joining("; "))));
    }

    private static String why(ExcludedTrials excluded) {
        return excluded.trials() + (excluded.trials() == 1 ? " trial " : " trials ") + excluded.outcome() + ": "
                + excluded.reason();
    }

    private static void append(StringBuilder xml, Case one) {
        xml.append("    <testcase classname=\"squeezebench.")
                .append(escaped(one.target.replace('.', '_')))
                .append("\" name=\"")
                .append(one.name)
                .append("\" time=\"")
                .append(seconds(one.time))
                .append("\">\n");
        String message = " message=\"" + escaped(one.message) + '"';
        switch (one.outcome) {
            case PASSED ->
                xml.append("      <system-out>").append(escaped(one.message)).append("</system-out>\n");
            case FAILED ->
                xml.append("      <failure type=\"regression\"").append(message).append("/>\n");
            case SKIPPED ->
                xml.append("      <skipped type=\"inconclusive\"")
                        .append(message)
                        .append("/>\n");
            case ERROR ->
                xml.append("      <error type=\"invalid-trial\"")
                        .append(message)
                        .append("/>\n");
        }
        xml.append("    </testcase>\n");
    }

    private static long count(List<Case> cases, Outcome outcome) {
        return cases.stream().filter(one -> one.outcome == outcome).count();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3);
    }

    /** Without a zone, which the schema does not know. */
    private static Optional<String> timestamp(List<Benchmark> benchmarks) {
        return benchmarks.stream()
                .flatMap(benchmark -> benchmark.at().stream())
                .max(java.util.Comparator.naturalOrder())
                .map(at -> at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString()
                        .replace("Z", ""));
    }

    /** Characters that XML cannot say at all become a question mark. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean sayable = point == '\t'
                    || point == '\n'
                    || point == '\r'
                    || (point >= 0x20 && point <= 0xD7FF)
                    || (point >= 0xE000 && point <= 0xFFFD)
                    || point >= 0x10000;
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\r', '\t' -> escaped.append("&#").append(point).append(';');
                default -> escaped.appendCodePoint(sayable ? point : '?');
            }
        });
        return escaped.toString();
    }
}
