package dev.squeezebench.analysis.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.analysis.table.Table.Column;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderersTest {
    /** A line of a table. */
    private record Line(String workload, double latencyNs, boolean quick, Optional<String> note) {}

    private static final List<Line> LINES = List.of(
            new Line("bert-tiny", 1_250_000, true, Optional.empty()),
            new Line("x", 131_000_000, false, Optional.of("drift")));

    private static Table table() {
        return Table.of("lines", LINES, columns -> columns.text("workload", Line::workload)
                .add(Column.of("latency").key("latency_ns"), line -> Cell.nanoseconds(line.latencyNs()))
                .add("quick", line -> Cell.flag(line.quick()))
                .add("note", line -> Cell.text(line.note())));
    }

    private static List<String> text(Table table, int width) {
        return TextRenderer.render(List.of(table), width).lines().toList();
    }

    @Test
    void textAlignsNumbersToTheRightAndLeavesNoTrailingSpace() {
        assertThat(text(table(), 100))
                .containsExactly(
                        "  workload    latency  quick  note",
                        "  bert-tiny  1.250 ms  yes",
                        "  x          131.0 ms  no     drift");
    }

    @Test
    void markdownLeavesColumnsOutThatHaveNothingToShow() {
        Table empty = Table.of("t", LINES, columns -> columns.text("a|b", Line::workload)
                .add("nothing", line -> Cell.ABSENT)
                .add("n", line -> Cell.integer(7)));
        assertThat(MarkdownRenderer.render(List.of(empty)))
                .isEqualTo("| a\\|b | n |\n|---|---:|\n| bert-tiny | 7 |\n| x | 7 |\n");
    }

    @Test
    void aSentenceInTheFirstColumnIsBrokenAndNothingOfItLeftOut() {
        String sentence =
                "not comparable: measured 2.62x (95% interval 2.54-2.70) on a server, claimed 4.3x on a Pixel 3";
        Table sentences = Table.of("claims", List.of(sentence), columns -> columns.text("verdict", cell -> cell)
                .text("not comparable because", cell -> "device Pixel 3 is stated, and not recorded here"));

        assertThat(text(sentences, 60))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60))
                .satisfies(lines -> assertThat(String.join(" ", lines).replaceAll("\\s+", " "))
                        .contains(sentence));
    }

    @Test
    void latexIsABooktabsTableThatKeepsWhatNamesContain() {
        Table hostile = Table.of(
                "t",
                List.of("a & b_1", "[x] \\input{/etc/passwd}", "50% of $HOME #~^"),
                columns -> columns.text("a_b", cell -> cell).add("n", cell -> Cell.integer(7)));
        assertThat(LatexRenderer.render(List.of(hostile))).isEqualTo("""
                        % needs \\usepackage{booktabs}
                        \\begin{tabular}{lr}
                        \\toprule
                        a\\_b & n \\\\
                        \\midrule
                        a \\& b\\_1 & 7 \\\\
                        {}[x] \\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} & 7 \\\\
                        50\\% of \\$HOME \\#\\textasciitilde{}\\textasciicircum{} & 7 \\\\
                        \\bottomrule
                        \\end{tabular}
                        """);
    }

    @Test
    void latexHasSectionsListsAndSentences() {
        assertThat(LatexRenderer.render(List.of(
                        new Block.Heading(1, "AMD & Co"),
                        new Block.Paragraph("--rounds 8, 2\u00d7", true),
                        new Block.Items(true, List.of("one", "a < b")))))
                .isEqualTo("""
                        % needs \\usepackage{booktabs}
                        \\subsection*{AMD \\& Co}

                        \\textbf{-{}-rounds 8, 2\\texttimes{}}

                        \\begin{enumerate}
                          \\item one
                          \\item a \\textless{} b
                        \\end{enumerate}
                        """);
    }

    @Test
    void jsonIsTypedAndHasNoKeyForWhatIsAbsent() {
        assertThat(JsonRenderer.render(List.of(table())))
                .isEqualTo("{\"lines\":[{\"workload\":\"bert-tiny\",\"latency_ns\":1250000,\"quick\":true},"
                        + "{\"workload\":\"x\",\"latency_ns\":131000000,\"quick\":false,\"note\":\"drift\"}]}\n");
    }

    @Test
    void csvHasRawNumbersAndEmptyCells() {
        assertThat(CsvRenderer.render(List.of(table(), table())))
                .startsWith("workload,latency_ns,quick,note\r\nbert-tiny,1250000,true,\r\nx,131000000,false,drift\r\n")
                .contains("drift\r\n\r\nworkload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|'/C calc'!A0",
                "+1",
                "-1",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "  =1",
                "\u00a0@x",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff20x",
                "\ufe661",
                "\ufe62x"
            })
    void csvProtectsTextThatASpreadsheetWouldTakeForAFormula(String text) {
        Table hostile = Table.of("t", List.of(text), columns -> columns.text("a", cell -> cell)
                .add("number", cell -> Cell.integer(-5))
                .add("ratio", cell -> Cell.decimal(-0.5, 1)));
        String row = CsvRenderer.render(List.of(hostile)).split("\r\n", -1)[1];
        assertThat(row).endsWith(",-5,-0.5");
        assertThat(row.charAt(0)).isIn('\'', '\\');
    }

    @Test
    void csvLeavesOtherTextAlone() {
        Table harmless = Table.of("t", List.of("a=b", "1-2", "'x", ""), columns -> columns.text("a", cell -> cell));
        assertThat(CsvRenderer.render(List.of(harmless))).isEqualTo("a\r\na=b\r\n1-2\r\n'x\r\n\r\n");
    }

    @Test
    void jsonFitForATerminalEscapesWhatMovesTheCursorAndKeepsTheValue() {
        String name = "a\u009b31m\u202e\u2028\u0085b\ud83d\ude00\udb40\udc01";
        Table hostile = Table.of("t", List.of(name), columns -> columns.text("a", cell -> cell));
        assertThat(JsonRenderer.render(List.of(hostile)))
                .isEqualTo("{\"t\":[{\"a\":\"a\\u009b31m\\u202e\\u2028\\u0085b\ud83d\ude00\\udb40\\udc01\"}]}\n");
    }

    @Test
    void programsAndPeopleMaySeeDifferentColumns() {
        Table split = Table.of("t", LINES.subList(0, 1), columns -> columns.forPeople(
                        Column.of("all"), line -> Cell.text(line.workload() + "; " + line.quick()))
                .forPrograms("workload", line -> Cell.text(line.workload())));
        assertThat(text(split, 100)).containsExactly("  all", "  bert-tiny; true");
        assertThat(CsvRenderer.render(List.of(split))).isEqualTo("workload\r\nbert-tiny\r\n");
    }

    @Test
    void textBreaksTheLastColumnAtSpacesWhereTheTableIsTooWide() {
        Table findings = Table.of(
                "t",
                List.of(
                        List.of("load", "other processes used the machine a lot today"),
                        List.of("x", "/a/path/that/stays/whole")),
                columns -> columns.text("code", row -> row.get(0)).text("finding", row -> row.get(1)));
        assertThat(text(findings, 40))
                .containsExactly(
                        "  code  finding",
                        "  load  other processes used the machine",
                        "        a lot today",
                        "  x     /a/path/that/stays/whole");
    }

    private static Table wide() {
        return Table.of("t", LINES, columns -> columns.text("scenario", Line::workload)
                .add("latency in all", line -> Cell.integer(123_456))
                .add(Column.of("p90").optional(2), line -> Cell.integer(1_234_567))
                .add(Column.of("peak").optional(1), line -> Cell.integer(7_654_321))
                .add("notes", line -> Cell.integer(1)));
    }

    @Test
    void aNarrowTerminalBreaksHeadingsFirstAndThenLosesOptionalColumnsInTheirOrder() {
        assertThat(text(wide(), 54))
                .hasSize(3)
                .first()
                .isEqualTo("  scenario   latency in all      p90     peak  notes");
        assertThat(text(wide(), 51).subList(0, 2))
                .containsExactly("             latency", "  scenario    in all      p90     peak  notes");
        assertThat(text(wide(), 44))
                .containsExactly(
                        "  scenario   latency in all      p90  notes",
                        "  bert-tiny          123456  1234567      1",
                        "  x                  123456  1234567      1",
                        "",
                        "left out at 44 columns: peak (a wider",
                        "terminal, csv and json show them)");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 47, 60, 73, 79, 80, 99, 100})
    void noLineIsWiderThanTheTerminalAndNoNumberIsBroken(int width) {
        Table names = Table.of(
                "t", List.of("squeezebert-uncased/split/skip-layer-norm", "y".repeat(150)), columns -> columns.text(
                                "scenario", name -> name)
                        .add("latency", name -> Cell.nanoseconds(102_812_345))
                        .forPeople(Column.of("latency 95%").toTheRight(), name -> Cell.text("100.7-105.1"))
                        .add(Column.of("p90").optional(2), name -> Cell.nanoseconds(108_112_345))
                        .add("speed-up", name -> Cell.factor(2.62)));
        List<String> lines = text(names, width);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(lines)
                .filteredOn(line -> line.contains("102.8 ms"))
                .hasSize(2)
                .allMatch(line -> line.contains("100.7-105.1") && line.contains("2.62x"));
    }

    /** From one that fits to one that no room is left beside. */
    @ParameterizedTest
    @ValueSource(ints = {20, 38, 45, 52, 59, 66, 80, 300})
    void aSentenceBesideALongNameKeepsItsRoom(int length) {
        String why = "its battery is at 20%: charge it to at least 40%; its screen is off";
        Table phones = Table.of(
                "t", List.of("a", "b".repeat(length)), columns -> columns.text("phone", name -> "sha256:01234567")
                        .text("model", name -> name)
                        .add("not counting", name -> Cell.integer(3))
                        .add("trust", name -> Cell.flag(false))
                        .add("why not", name -> Cell.text(why)));

        List<String> lines = text(phones, 80);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).containsSubsequence("no " + why, "no " + why);
    }

    @Test
    void neighboursWithOneNameShareItsLineAndEqualNumbersAreShownEach() {
        Table outputs = Table.of(
                "t",
                List.of(
                        List.of("a-very-long-scenario", "abcdefghijklmnopqrstuvwxyz", "fine"),
                        List.of("a-very-long-scenario", "logits", "far too large"),
                        List.of("another", "", "it could not be opened here because of this")),
                columns -> columns.text("scenario", row -> row.get(0))
                        .text("output", row -> row.get(1))
                        .add("error", row -> row.get(1).isEmpty() ? Cell.ABSENT : Cell.integer(66_216))
                        .text("note", row -> row.get(2)));
        assertThat(text(outputs, 40))
                .containsExactly(
                        "  scenario",
                        "    output        error  note",
                        "  a-very-long-scenario",
                        "    abcdef\u2026vwxyz  66216  fine",
                        "    logits        66216  far too large",
                        "  another",
                        "    it could not be opened here because",
                        "    of this");
    }

    @Test
    void cellsAndHeadingsBelongTogether() {
        assertThatThrownBy(() -> new Table("t", List.of(Column.of("a")), List.of(List.of())))
                .hasMessage("0 cells under 1 headings");
    }
}
