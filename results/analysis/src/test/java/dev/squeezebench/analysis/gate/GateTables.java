package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.Disturbance;
import dev.squeezebench.analysis.statistics.TurnsCoverage;
import dev.squeezebench.analysis.statistics.TurnsMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Writes the tables of docs/gate.md and docs/measuring.md to {@code -Dgate.tables=FILE}, or {@code
 * target/gate-tables.md}; run on demand only ({@code -Dtest=GateTables}): by its name it is no test. {@code
 * -Dgate.count=10000} gates each (500 unless said otherwise); {@code -Dgate.recorded=NAME=FILE,...} adds recorded rounds of equal
 * arms, one log-ratio a line, to those of {@code src/test/resources/rounds}; {@code -Dgate.only=recorded} does those alone.
 */
class GateTables {
    private static final long SEED = 4;
    private final int count = Integer.getInteger("gate.count", 500);

    @Test
    void write() throws IOException {
        Path file = Path.of(System.getProperty("gate.tables", "target/gate-tables.md"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Map<String, Corpus> corpora = corpora();
        Pattern only = Pattern.compile(System.getProperty("gate.only", ""));
        corpora.keySet().removeIf(name -> !only.matcher(name).find());
        Files.writeString(file, rule(corpora) + '\n' + others(corpora) + '\n' + turns());
    }

    private static Map<String, Corpus> corpora() throws IOException {
        Map<String, Corpus> corpora = new LinkedHashMap<>();
        corpora.put("normal, .5%", Corpus.normal(.005));
        corpora.put("normal, .85%", Corpus.normal(.0085));
        corpora.put("normal, 1.2%", Corpus.normal(.012));
        corpora.put("normal, 5%", Corpus.normal(.05));
        corpora.put("slow processes 1 in 50, .5%", Corpus.slowProcesses(.005, .02));
        corpora.put("slow processes 1 in 50, 1.2%", Corpus.slowProcesses(.012, .02));
        corpora.put("slow processes 1 in 50, 5%", Corpus.slowProcesses(.05, .02));
        corpora.put("Student's t3, .5%", Corpus.heavyTails(.005));
        corpora.put("Student's t3, 5%", Corpus.heavyTails(.05));
        corpora.put("a cloud machine, in turns", Corpus.turns(TurnsMachine.CLOUD, 16));
        corpora.put("dependent (AR .3), .5%", Corpus.dependent(.005, .3));
        corpora.put("dependent (AR .3), 5%", Corpus.dependent(.05, .3));
        corpora.put("dependent (AR .6), .5%", Corpus.dependent(.005, .6));
        corpora.put("dependent (AR .6), 5%", Corpus.dependent(.05, .6));
        for (String name : Corpus.recordings()) {
            add(corpora, name, Corpus.recording(name));
        }
        for (String more : System.getProperty("gate.recorded", "").split(",", -1)) {
            if (!more.isEmpty()) {
                String[] parts = more.split("=", 2);
                add(corpora, parts[0], Corpus.logRatios(Files.readString(Path.of(parts[1]))));
            }
        }
        return corpora;
    }

    private static void add(Map<String, Corpus> corpora, String name, double[] logRatios) {
        String words = String.format(
                Locale.ROOT,
                "recorded: %s (%d rounds, %.2f%%)",
                name,
                logRatios.length,
                100 * Corpus.deviation(logRatios));
        corpora.put(words, Corpus.recorded(logRatios));
        corpora.put("recorded: " + name + ", drifting", Corpus.drifting(logRatios));
        corpora.put("recorded: " + name + ", two modes", Corpus.bimodal(Corpus.recorded(logRatios), .125));
    }

    private String rule(Map<String, Corpus> corpora) {
        StringBuilder table = new StringBuilder("""
                | rounds, standard deviation | slower by | FAIL, after controls / PASS / INCONCLUSIVE, rounds: within 12 | continued to 36 | interval contains it |
                |---|---|---|---|---|
                """);
        corpora.forEach((name, corpus) -> {
            for (double slowDown : new double[] {0, .01, .02, .03}) {
                GateSimulation twelve = GateSimulation.of(corpus, slowDown, 12, count, SEED);
                GateSimulation continued = GateSimulation.of(corpus, slowDown, 36, count, SEED);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f%% | %s | %s | %.1f%%, %.1f%% |%n",
                        name,
                        slowDown * 100,
                        cell(twelve),
                        cell(continued),
                        100.0 * twelve.covered() / count,
                        100.0 * continued.covered() / count));
            }
        });
        return table.toString();
    }

    private String cell(GateSimulation gates) {
        return String.format(
                Locale.ROOT,
                "%.2f, %.2f / %.1f / %.1f, %.1f",
                100.0 * gates.fails() / count,
                100.0 * gates.confirmed() / count,
                100.0 * gates.passes() / count,
                100.0 * (count - gates.fails() - gates.passes()) / count,
                gates.rounds());
    }

    private String others(Map<String, Corpus> corpora) {
        StringBuilder table = new StringBuilder("| rounds, standard deviation | slower by | this rule, within 12 |");
        for (OtherRules rule : OtherRules.values()) {
            table.append(' ').append(rule.words).append(" |");
        }
        table.append("\n|---|---|---|")
                .append("---|".repeat(OtherRules.values().length))
                .append('\n');
        corpora.forEach((name, corpus) -> {
            for (double slowDown : new double[] {0, .02}) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f%% | %.2f%% |",
                        name,
                        slowDown * 100,
                        100.0
                                * GateSimulation.of(corpus, slowDown, 12, count, SEED)
                                        .confirmed()
                                / count));
                for (OtherRules rule : OtherRules.values()) {
                    table.append(
                            String.format(Locale.ROOT, " %.1f%% |", 100 * rule.failing(corpus, slowDown, count, SEED)));
                }
                table.append('\n');
            }
        });
        return table.toString();
    }

    private String turns() {
        StringBuilder table = new StringBuilder("""
                | turns on a machine with | interval contains the ratio | half-width | rounds | a round's standard deviation |
                |---|---|---|---|---|
                """);
        for (Disturbance disturbance : Disturbance.values()) {
            TurnsCoverage coverage = TurnsCoverage.of(disturbance.machine(), false, count, SEED);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f%% | %.2f%% | %.1f | %.2f%% |%n",
                    disturbance.words(),
                    100 * coverage.covered(),
                    100 * coverage.halfWidth(),
                    coverage.rounds(),
                    100 * coverage.deviation()));
        }
        return table.toString();
    }
}
