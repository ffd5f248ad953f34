package dev.squeezebench.charts;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to draw.
 *
 * @param relativeTo workload that speed-ups are relative to; absent for the runs' own setting, else bert-base-uncased,
 *     else the first workload
 * @param themes light, dark or both
 * @param formats PNG, SVG or both
 */
public record ChartOptions(Optional<String> relativeTo, Set<Theme> themes, Set<Format> formats) {
    public ChartOptions {
        if (themes.isEmpty() || formats.isEmpty()) {
            throw new IllegalArgumentException("at least one theme and one format have to be drawn");
        }
        // In the order of the enums, whatever the caller's set: the list of written files is stable.
        themes = Collections.unmodifiableSet(EnumSet.copyOf(themes));
        formats = Collections.unmodifiableSet(EnumSet.copyOf(formats));
    }

    /** Every theme and every format. */
    public static ChartOptions all(Optional<String> relativeTo) {
        return new ChartOptions(relativeTo, EnumSet.allOf(Theme.class), EnumSet.allOf(Format.class));
    }
}
