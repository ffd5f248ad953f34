package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.runner.Availability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Probes an acceleration in a process of its own, prints the answer and dies without running any exit hook. */
public final class ProbeProcess {
    private ProbeProcess() {}

    @SuppressWarnings("SystemExitOutsideMain") // halt is the point: as if killed
    public static void main(String[] arguments) {
        Availability availability = new OnnxRuntimeRunner().probe(arguments[0], Map.of());
        System.out.println(availability);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** What the process printed on standard output when it probed the CPU, with these JVM arguments. */
    public static String run(Path temporaryFolder, String... jvmArguments) throws IOException, InterruptedException {
        return run("cpu", temporaryFolder, Map.of(), jvmArguments);
    }

    /** What the process printed on standard output, in this environment and with these JVM arguments. */
    public static String run(
            String acceleration, Path temporaryFolder, Map<String, String> environment, String... jvmArguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporaryFolder));
        command.addAll(List.of(jvmArguments));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ProbeProcess.class.getName(), acceleration));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
