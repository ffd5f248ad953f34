package dev.squeezebench.charts;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** Draws the fixture into the folder given. */
final class FontlessServer {
    static final ChartOptions OPTIONS = new ChartOptions(EnumSet.of(Theme.DARK), EnumSet.allOf(Format.class), "");

    private FontlessServer() {}

    public static void main(String[] args) throws IOException {
        Fixture.draw(List.of(Fixture.published().input("results.jsonl")), Path.of(args[0]), OPTIONS);
    }
}
