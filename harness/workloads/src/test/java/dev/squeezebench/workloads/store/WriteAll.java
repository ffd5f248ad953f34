package dev.squeezebench.workloads.store;

import dev.squeezebench.measure.runner.ModelSource.Files;
import dev.squeezebench.measure.runner.ModelSource.Query;
import dev.squeezebench.measure.runner.ModelSource.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes model files of one format into an empty cache and prints the seconds that each took, and its path. */
final class WriteAll {
    private WriteAll() {}

    /** Arguments: cache folder, format, workloads. */
    public static void main(String[] arguments) throws IOException {
        BuiltInModelSource source = new BuiltInModelSource(Path.of(arguments[0]));
        Target target = new Target("none", "0", "cpu", arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            long start = System.nanoTime();
            Files files = source.prepare(new Query(arguments[i], "auto", "auto", target, 1, 128));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(String.format(Locale.ROOT, "%.3f %s", seconds, files.model()));
        }
    }
}
