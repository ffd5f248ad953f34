package dev.squeezebench.charts;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Draws the fixture into the folder given. */
final class FontlessServer {
    static final ChartOptions OPTIONS =
            new ChartOptions(Optional.empty(), EnumSet.of(Theme.DARK), EnumSet.allOf(Format.class), "");

    private FontlessServer() {}

    public static void main(String[] args) throws IOException {
        ChartBook.draw(List.of(Fixture.published().input("results.jsonl")), Path.of(args[0]), OPTIONS);
    }
}
