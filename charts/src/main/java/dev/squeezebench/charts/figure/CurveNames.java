package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Conditions;
import dev.squeezebench.analysis.report.Curve;
import dev.squeezebench.analysis.report.Sweep;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Mark;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names and styles of curves, the same in every panel of a sheet.
 *
 * @param names in the order of their first curve
 * @param targetsSuffice whether no panel has two curves of one target
 */
record CurveNames(List<String> names, boolean targetsSuffice) {
    static CurveNames of(List<Sweep> sweeps) {
        boolean targetsSuffice = sweeps.stream()
                .allMatch(sweep -> sweep.curves().stream()
                                .map(curve -> name(curve, true))
                                .distinct()
                                .count()
                        == sweep.curves().size());
        Set<String> names = sweeps.stream()
                .flatMap(sweep -> sweep.curves().stream())
                .map(curve -> name(curve, targetsSuffice))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new CurveNames(List.copyOf(names), targetsSuffice);
    }

    /** Number of the curve's style. */
    int index(Curve curve) {
        return names.indexOf(name(curve, targetsSuffice));
    }

    private static String name(Curve curve, boolean targetSuffices) {
        String name = targetSuffices ? Conditions.of(curve.scenario()).target() : curve.name();
        return curve.softwareAdapter() ? name + " (software adapter)" : name;
    }

    List<LegendEntry> legend(Theme theme) {
        return names.stream()
                .map(name -> entry(name, SeriesStyle.of(names.indexOf(name), theme)))
                .toList();
    }

    private static LegendEntry entry(String name, SeriesStyle style) {
        Mark mark = style.mark();
        return new LegendEntry(name, (pen, x, y) -> {
            pen.line(x, y, x + LegendEntry.SWATCH_WIDTH, y, 2.2, style.color());
            mark.paint(
                    pen.graphics(),
                    x + LegendEntry.SWATCH_WIDTH / 2,
                    y,
                    9,
                    style.color(),
                    pen.theme().background());
        });
    }
}
