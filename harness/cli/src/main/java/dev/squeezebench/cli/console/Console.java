package dev.squeezebench.cli.console;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.options.MessageOptions;
import dev.squeezebench.cli.options.When;
import dev.squeezebench.records.text.Escaping;
import dev.squeezebench.records.text.ProgressListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where one command prints, as its flags and its surroundings have it. */
public final class Console implements ProgressListener {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;
    private final boolean progress;
    private final Format format;
    private final int width;
    private final Ansi errStyle;
    private final int columns;
    private volatile @Nullable Bar bar;

    private Console(
            PrintWriter out,
            PrintWriter err,
            boolean quiet,
            boolean progress,
            Format format,
            Surroundings surroundings,
            Ansi errStyle) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.progress = progress;
        this.format = format;
        this.width = surroundings.width();
        this.errStyle = errStyle;
        this.columns = surroundings.columns();
    }

    /** Console of a command with its flags. */
    public static Console of(CommandLine command, ConsoleOptions options, Surroundings surroundings) {
        return of(command, options.messages(), options.format(), surroundings);
    }

    /** Console of a command whose results are no tables. */
    public static Console of(CommandLine command, MessageOptions options, Surroundings surroundings) {
        return of(command, options, Format.TEXT, surroundings);
    }

    private static Console of(CommandLine command, MessageOptions options, Format format, Surroundings surroundings) {
        return new Console(
                command.getOut(),
                command.getErr(),
                options.quiet(),
                surroundings.stderrIsTerminal() && !options.quiet() && !options.noProgress(),
                format,
                surroundings,
                style(options.color(), surroundings.stderrIsTerminal(), surroundings));
    }

    /** The NO_COLOR convention: set and not empty means no colour unless the user asked for it by flag. */
    private static Ansi style(When when, boolean terminal, Surroundings surroundings) {
        boolean refused =
                !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return switch (when) {
            case ALWAYS -> Ansi.ON;
            case NEVER -> Ansi.OFF;
            case AUTO -> terminal && !refused ? Ansi.ON : Ansi.OFF;
        };
    }

    /** A line of results: to stdout, whatever the flags; characters that a terminal would obey are escaped. */
    public void result(String text) {
        out.println(Escaping.line(text));
        out.flush();
    }

    /** Results that are whole lines already. */
    public void print(String lines) {
        out.print(lines);
        out.flush();
    }

    /** Tables as results, in the format that was asked for. */
    public void show(Table... tables) {
        show(List.of(tables));
    }

    /** The same. */
    public void show(List<Table> tables) {
        print(
                switch (format) {
                    case TEXT -> TextRenderer.render(titled(tables), width);
                    case MARKDOWN -> MarkdownRenderer.render(titled(tables));
                    case LATEX -> LatexRenderer.render(titled(tables));
                    case CSV -> CsvRenderer.render(tables);
                    case JSON -> JsonRenderer.render(tables);
                });
    }

    private static List<Block> titled(List<Table> tables) {
        return tables.stream()
                .<Block>flatMap(table -> Stream.of(new Block.Heading(1, table.name()), table))
                .toList();
    }

    /** Columns that text on stdout has. */
    public int width() {
        return width;
    }

    /** How results are printed. */
    public Format format() {
        return format;
    }

    /** A message for people: to stderr, unless quiet; characters that a terminal would obey are escaped. */
    public void message(String text) {
        say(Escaping.line(text));
    }

    private void say(String text) {
        if (quiet) {
            return;
        }
        synchronized (err) {
            Bar shown = bar;
            if (shown != null) {
                shown.makeRoom();
            }
            err.println(ErrorLines.PREFIX + text);
            err.flush();
        }
    }

    /** Something that a reader of the results has to know: to stderr, unless quiet (it is in the results as well). */
    public void warning(String text) {
        say(errStyle.string("@|yellow warning:|@ ") + Escaping.line(text));
    }

    @Override
    public void note(String sentence) {
        message(sentence);
    }

    /** A bar on stderr, which shows itself once the task has lasted a second. */
    @Override
    public Task begin(String what) {
        if (!progress) {
            return Task.NONE;
        }
        Bar shown = Bar.drawnByTime(what, err, columns);
        bar = shown;
        return shown;
    }
}
