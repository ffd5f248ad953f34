package dev.squeezebench.core.host;

import dev.squeezebench.core.jmh.MallocBytes;
import dev.squeezebench.core.jmh.ProcessClocks;
import dev.squeezebench.core.jmh.ProcessorPinning;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.file.JavaSideFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A process that looks at a model's invocations from Java, with no profiler on.
 *
 * <p>Arguments: the request file, how many invocations to time, and the null model where there is one.
 */
public final class JavaSideMain {
    /** The event with what was seen, its fields those of {@link JavaSideFields}. */
    public static final String SEEN = "java_side";

    private JavaSideMain() {}

    /** Looks; the reason of a failure is an event. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            throw new IllegalArgumentException("usage: JavaSideMain REQUEST INVOCATIONS [NULL-MODEL]");
        }
        HostProtocol protocol = HostProtocol.onStandardOutput();
        ParentWatch.start();
        TrialRequest request = TrialRequestFile.read(Path.of(args[0]));
        try {
            ProcessorPinning.pin(request.cpus());
            Map<String, String> absent = new TreeMap<>();
            JavaSide seen = new JavaSideScript(
                            request,
                            args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty(),
                            Integer.parseInt(args[1]))
                    .run(
                            InstalledRunners.load().named(request.runner()),
                            new MeasuringLoop(ProcessClocks.finest()),
                            nativeMemory(absent),
                            absent);
            protocol.event(SEEN, json -> JavaSideFields.write(json, seen));
        } catch (RunnerException | IOException | LinkageError | OutOfMemoryError e) {
            protocol.event(ProfileMain.FAILED, json -> json.text("reason", Causes.inOneLine(e)));
        }
        // A runtime may leave threads behind that are no daemons.
        System.exit(0);
    }

    private static Optional<JavaSideScript.NativeMemory> nativeMemory(Map<String, String> absent) {
        try {
            return Optional.of(MallocBytes.open()::inUse);
        } catch (IOException e) {
            absent.put("native_bytes", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
