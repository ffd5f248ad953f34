package dev.squeezebench.charts.figure;

/**
 * One row of a horizontal chart.
 *
 * @param heading what it shares with its neighbours, drawn once over them; may be empty
 * @param label first line of its name
 * @param detail second line, may be empty
 * @param bar what is drawn along the axis
 * @param value its number, written at the right
 * @param valueDetail how far to trust it, or what it consists of; may be empty
 */
record Row(String heading, String label, String detail, Bar bar, String value, String valueDetail) {
    /** The row of a scenario. */
    static Row of(ScenarioNames names, ScenarioTrials trials, Bar bar, String value, String valueDetail) {
        return new Row(names.heading(trials), names.label(trials), names.detail(trials), bar, value, valueDetail);
    }

    /** The same with what it shares with its neighbours in its second line. */
    Row withoutHeading() {
        return new Row("", label, joined(heading, detail), bar, value, valueDetail);
    }

    /** Both that are there, with a point between. */
    static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + ScenarioNames.DOT + other;
    }

    /** The same under another name. */
    Row labelled(String other) {
        return new Row(heading, other, detail, bar, value, valueDetail);
    }
}
