package dev.squeezebench.core.process;

import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.RunnerDistribution;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Command line and environment of a child JVM.
 *
 * @param jvm program and environment
 * @param classPath first entry first
 * @param runnerEnvironment variables that the runner's processes need; the virtual machine's own come before them
 * @param runnerFlags what the runner's processes need, such as where its native library lies
 * @param folder temporary folder of the child, Java's and the native libraries', and place of a crash report
 */
public record ChildJvm(
        JvmSpec jvm,
        List<Path> classPath,
        Map<String, String> runnerEnvironment,
        List<String> runnerFlags,
        Path folder) {
    /** Property of every child: the process that it must not outlive. */
    public static final String COMMAND = "squeezebench.command";

    /** A heap that a host or a probe needs, and C1 alone: they live for seconds and must not use many processors. */
    public static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** A child that runs a runner. */
    public static ChildJvm of(RunnerDistribution runner, JvmSpec jvm, Path folder) {
        return new ChildJvm(jvm, runner.classPath(), runner.environment(), runner.jvmFlags(), folder);
    }

    /** The same with more behind its class path. */
    public ChildJvm with(List<Path> more) {
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(more);
        return new ChildJvm(jvm, all, runnerEnvironment, runnerFlags, folder);
    }

    /** Flags that every child gets; JDK 17 and 25 take them without a line of warning. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-D" + COMMAND + '=' + ProcessHandle.current().pid(),
                "-Duser.home=" + System.getProperty("user.home"),
                "-Djava.io.tmpdir=" + folder,
                "-Djna.tmpdir=" + folder,
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(CrashReport.FILE_NAME)));
        flags.addAll(runnerFlags);
        return flags;
    }

    /** A process ready to start. */
    ProcessBuilder process(List<String> ownFlags, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(jvm.java().toString());
        command.addAll(flags());
        command.addAll(ownFlags);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().putAll(runnerEnvironment);
        builder.environment().putAll(jvm.environment());
        return builder;
    }
}
