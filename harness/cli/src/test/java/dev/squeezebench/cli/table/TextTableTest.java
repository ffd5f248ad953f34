package dev.squeezebench.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.table.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final Table TABLE = new Table(
            List.of(Column.left("workload"), Column.right("median"), Column.left("note")),
            List.of(List.of("bert-tiny", "1.25 ms", ""), List.of("x", "131 ms", "drift")));

    @Test
    void alignsNumbersToTheRightAndLeavesNoTrailingSpace() {
        assertThat(TextTable.lines(TABLE, 100))
                .containsExactly("workload    median  note", "bert-tiny  1.25 ms", "x           131 ms  drift");
    }

    @Test
    void breaksTheLastColumnsTextAtSpacesWhereTheTableIsTooWide() {
        Table table = new Table(
                List.of(Column.left("code"), Column.left("finding")),
                List.of(List.of("load", "other processes used the machine"), List.of("x", "fine")));
        assertThat(TextTable.lines(table, 30))
                .containsExactly("code  finding", "load  other processes used the", "      machine", "x     fine");
    }

    @Test
    void putsTheFirstColumnAboveItsRowsWhereTheOthersAreTooWideWithIt() {
        Table table = new Table(
                List.of(Column.left("scenario"), Column.left("output"), Column.right("error"), Column.left("note")),
                List.of(
                        List.of("a-very-long-scenario", "abcdefghijklmnopqrstuvwxyz", "1.0e-06", "fine"),
                        List.of("a-very-long-scenario", "logits", "2.0e-06", "too large"),
                        List.of("another", "", "", "it could not be opened here")));
        assertThat(TextTable.lines(table, 30))
                .containsExactly(
                        "scenario",
                        "  output          error  note",
                        "a-very-long-scenario",
                        "  abcdef\u2026vwxyz  1.0e-06  fine",
                        "  logits        2.0e-06  too large",
                        "another",
                        "  it could not be opened here");
    }

    @Test
    void markdownEscapesItsOwnSeparator() {
        Table table = new Table(List.of(Column.left("a|b"), Column.right("n")), List.of(List.of("x|y", "1")));
        assertThat(MarkdownTable.lines(table)).containsExactly("| a\\|b | n |", "|---|---:|", "| x\\|y | 1 |");
    }

    @Test
    void csvQuotesOnlyWhatNeedsIt() {
        Table table = new Table(List.of(Column.left("a"), Column.left("b")), List.of(List.of("x,\"y\"", "z")));
        assertThat(CsvTable.lines(table)).containsExactly("a,b", "\"x,\"\"y\"\"\",z");
    }
}
