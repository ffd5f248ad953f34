package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import java.nio.file.Path;
import java.util.Map;

/** Opens and runs each file it is given, and says what came of it. */
final class OpenModels {
    private OpenModels() {}

    public static void main(String[] files) {
        for (String file : files) {
            System.out.println(Path.of(file).getFileName() + ": " + outcome(Path.of(file)));
        }
    }

    private static String outcome(Path file) {
        try (Session session = new TfliteRunner().open(new SessionRequest(file, "xnnpack", 1, Map.of(), Map.of()))) {
            session.invoke();
            return "ran";
        } catch (RunnerException e) {
            return "refused, " + e.getMessage();
        }
    }
}
