package dev.squeezebench.core.host;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * JMH's output: iterations become events, texts go to the log. JMH has the exit code and the last lines of a dead fork in
 * texts only, so they are read from there.
 */
final class HostFormat implements OutputFormat {
    private static final Pattern FORK_EXIT = Pattern.compile("<forked VM failed with exit code (-?\\d+)>");

    /** After the last lines of the fork's standard output, JMH shows those of its standard error. */
    private static final String END_OF_FORK = "</stderr>";

    private final PrintStream log;
    private final HostProtocol protocol;
    private OptionalInt forkExitCode = OptionalInt.empty();
    private final List<String> forkLastLines = new ArrayList<>();
    private boolean quotesFork;

    HostFormat(PrintStream log, HostProtocol protocol) {
        this.log = log;
        this.protocol = protocol;
    }

    /** Exit code of the fork; absent when it did not fail. */
    OptionalInt forkExitCode() {
        return forkExitCode;
    }

    /** What the fork that failed printed last, as JMH shows it; empty when it did not fail. */
    List<String> forkLastLines() {
        return forkLastLines;
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
        protocol.iteration(iteration, params.getCount());
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {
        // The journal has the samples.
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        log.println("# " + benchmark.getBenchmark() + ' ' + benchmark.getJvmArgs());
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        log.flush();
    }

    @Override
    public void startRun() {
        log.flush();
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        log.flush();
    }

    @Override
    public void print(String text) {
        log.print(text);
    }

    @Override
    public void println(String text) {
        Matcher exit = FORK_EXIT.matcher(text);
        if (exit.find()) {
            forkExitCode = OptionalInt.of(Integer.parseInt(exit.group(1)));
            quotesFork = true;
        } else if (text.equals(END_OF_FORK)) {
            quotesFork = false;
        } else if (quotesFork) {
            forkLastLines.add(text);
        }
        log.println(text);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void close() {
        log.flush();
    }

    @Override
    public void verbosePrintln(String text) {
        // Not asked for.
    }

    @Override
    public void write(int character) {
        log.write(character);
    }

    @Override
    public void write(byte[] bytes) {
        log.write(bytes, 0, bytes.length);
    }
}
