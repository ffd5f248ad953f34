package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a job of GitHub Actions shows of a gate: the summary of its step, and an annotation for each verdict that is no PASS. The
 * forms are those of {@code @actions/core}: workflow commands are lines that begin with two colons, which the runner reads
 * from standard error too, so that standard output stays what was asked for.
 */
final class GitHubActions {
    private static final String TITLE = "SqueezeBench gate";
    private static final String HEADING = "### " + TITLE;

    /** More of a type are dropped by GitHub, without a word. */
    private static final int MOST_ANNOTATIONS = 10;

    /** Longer messages are cut there. */
    private static final int MOST_CHARACTERS = 4096;

    /** A larger summary is dropped whole. */
    private static final int MOST_SUMMARY_BYTES = 1 << 20;

    private final Map<String, String> environment;
    private final PrintWriter commands;

    /**
     * @param environment of this process
     * @param commands where the runner reads workflow commands
     */
    GitHubActions(Map<String, String> environment, PrintWriter commands) {
        this.environment = Map.copyOf(environment);
        this.commands = commands;
    }

    /**
     * Shows a gate where this is a job of GitHub; does nothing elsewhere.
     *
     * @param markdown the gate's report, for GitHub's flavour
     */
    void show(GateReport gate, String markdown, Console console) {
        if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
            return;
        }
        show(annotations(gate), heading(gate), markdown, console);
    }

    /**
     * Shows how a command ended that has no gate to show: a line, which is an annotation unless all is well.
     *
     * @param code what it ends with
     * @param markdown what the summary has; the line where it is absent
     */
    void showEnd(ExitCode code, String line, Optional<String> markdown, Console console) {
        if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
            return;
        }
        List<String> annotations = code == ExitCode.DONE
                ? List.of()
                : List.of(command(code == ExitCode.INCONCLUSIVE ? "warning" : "error", TITLE, line));
        show(
                annotations,
                HEADING,
                markdown.orElseGet(() -> MarkdownRenderer.render(List.of(Block.paragraph(line)))),
                console);
    }

    private void show(List<String> annotations, String heading, String markdown, Console console) {
        annotations.forEach(commands::println);
        commands.flush();
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Path path = Path.of(file);
            long before = Files.exists(path) ? Files.size(path) : 0;
            String whole = heading + "\n\n" + markdown + '\n';
            boolean fits = before + bytes(whole).length <= MOST_SUMMARY_BYTES;
            String shown = fits ? whole : heading + "\n\nToo long for a step's summary: report.md has it.\n";
            Files.write(path, bytes(shown), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            // The verdict is not lost with it.
            console.warning("the step's summary cannot be written (" + Printable.text(String.valueOf(e.getMessage()))
                    + "): GITHUB_STEP_SUMMARY has to name a file that can be");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Such as {@code ### SqueezeBench gate: 1 fail, 2 pass}. */
    private static String heading(GateReport gate) {
        List<String> counts = new ArrayList<>();
        for (String word : List.of("fail", "inconclusive", "pass")) {
            long count = gate.judged().stream()
                    .flatMap(each -> each.findings().stream())
                    .filter(finding ->
                            finding.verdict().word().toLowerCase(Locale.ROOT).equals(word))
                    .count();
            if (count > 0) {
                counts.add(count + " " + word);
            }
        }
        return HEADING + ": " + (counts.isEmpty() ? "nothing was judged" : String.join(", ", counts));
    }

    /** The workflow commands: a FAIL is an error, no verdict is a warning. */
    static List<String> annotations(GateReport gate) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (JudgedScenario each : gate.judged()) {
            for (Finding finding : each.findings()) {
                String line = finding.line(each.name(), each.elapsed());
                if (finding.verdict() instanceof Verdict.Fail) {
                    errors.add(command("error", each.candidate().id(), line));
                } else if (finding.verdict() instanceof Verdict.Inconclusive) {
                    warnings.add(command("warning", each.candidate().id(), line));
                }
            }
        }
        List<String> all = new ArrayList<>(shown("error", errors));
        all.addAll(shown("warning", warnings));
        return all;
    }

    private static List<String> shown(String type, List<String> annotations) {
        if (annotations.size() <= MOST_ANNOTATIONS) {
            return annotations;
        }
        List<String> shown = new ArrayList<>(annotations.subList(0, MOST_ANNOTATIONS - 1));
        shown.add(command(type, TITLE, (annotations.size() - shown.size()) + " more: the step's summary has them"));
        return shown;
    }

    private static String command(String type, String title, String message) {
        return "::" + type + " title=" + property(title) + "::" + data(cut(message));
    }

    private static String cut(String message) {
        return message.codePointCount(0, message.length()) <= MOST_CHARACTERS
                ? message
                : message.substring(0, message.offsetByCodePoints(0, MOST_CHARACTERS - 3)) + "...";
    }

    /** Escapes a command's message: the percent sign first. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Escapes the value of a command's property. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
