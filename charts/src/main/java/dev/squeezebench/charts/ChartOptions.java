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
 * @param themes at least one
 * @param formats at least one
 * @param only name of the one chart that is drawn; absent for every one
 * @param title in place of the chart's own; absent for that
 * @param prefix of the files' names, so that charts of several runs fit into one folder; may be empty
 */
public record ChartOptions(
        Set<Theme> themes, Set<Format> formats, Optional<String> only, Optional<String> title, String prefix) {
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
        this(themes, formats, Optional.empty(), Optional.empty(), prefix);
    }

    /** Whether file names can begin with it: it leads to no other folder. */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** Every chart for the web: light and dark, PNG and SVG. */
    public static ChartOptions web() {
        return new ChartOptions(EnumSet.of(Theme.LIGHT, Theme.DARK), EnumSet.of(Format.PNG, Format.SVG), "");
    }

    /** Every chart for a column of a paper: vectors alone. */
    public static ChartOptions paper() {
        return new ChartOptions(EnumSet.of(Theme.PAPER), EnumSet.of(Format.SVG, Format.PDF), "");
    }

    /** The same with other names of files. */
    public ChartOptions withPrefix(String other) {
        return new ChartOptions(themes, formats, only, title, other);
    }

    /** The same of one chart alone. */
    public ChartOptions only(String chart) {
        return new ChartOptions(themes, formats, Optional.of(chart), title, prefix);
    }

    /** The same under a title of the user's. */
    public ChartOptions titled(String own) {
        return new ChartOptions(themes, formats, only, Optional.of(own), prefix);
    }
}
