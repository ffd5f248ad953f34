package dev.squeezebench.charts;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to draw.
 *
 * @param themes light, dark or both
 * @param formats PNG, SVG or both
 * @param only name of the one chart that is drawn; absent for every one
 * @param prefix of the files' names, so that charts of several runs fit into one folder; may be empty
 */
public record ChartOptions(Set<Theme> themes, Set<Format> formats, Optional<String> only, String prefix) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    public ChartOptions {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "a prefix of file names has letters, digits, points, hyphens and underscores, at most 100");
        }
        if (themes.isEmpty() || formats.isEmpty()) {
            throw new IllegalArgumentException("at least one theme and one format have to be drawn");
        }
        // In the order of the enums, whatever the caller's set: the list of written files is stable.
        themes = Collections.unmodifiableSet(EnumSet.copyOf(themes));
        formats = Collections.unmodifiableSet(EnumSet.copyOf(formats));
    }

    /** Every chart. */
    public ChartOptions(Set<Theme> themes, Set<Format> formats, String prefix) {
        this(themes, formats, Optional.empty(), prefix);
    }

    /** Whether file names can begin with it: it leads to no other folder. */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** Every theme and every format. */
    public static ChartOptions all() {
        return new ChartOptions(EnumSet.allOf(Theme.class), EnumSet.allOf(Format.class), "");
    }

    /** The same with other names of files. */
    public ChartOptions withPrefix(String other) {
        return new ChartOptions(themes, formats, only, other);
    }

    /** The same of one chart alone. */
    public ChartOptions only(String chart) {
        return new ChartOptions(themes, formats, Optional.of(chart), prefix);
    }
}
