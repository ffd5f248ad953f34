package dev.squeezebench.core.device;

import dev.squeezebench.core.process.ProcessTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** NVIDIA's own tool, which comes with the driver. What it does not report is left out; it never ends a measurement. */
final class NvidiaSmi implements GpuReader {
    private static final String FORMAT = "--format=csv,noheader,nounits";
    private static final String PROCESSES = "--query-compute-apps=" + SmiLine.PROCESS_FIELDS;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String program;
    private final String reasons;

    private NvidiaSmi(String program, String reasons) {
        this.program = program;
        this.reasons = reasons;
    }

    /** The tool, when it is there and finds a GPU. */
    static Optional<NvidiaSmi> find(String program) {
        for (String reasons : List.of(SmiLine.REASONS, SmiLine.OLD_REASONS)) {
            NvidiaSmi smi = new NvidiaSmi(program, reasons);
            if (!smi.now().isEmpty()) {
                return Optional.of(smi);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<GpuSample> now() {
        return parsed(lines(gpus()), SmiLine::gpu);
    }

    @Override
    public OptionalLong freeBytes() {
        return lines("--query-gpu=memory.free").stream()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,9}"))
                .mapToLong(mebibytes -> Long.parseLong(mebibytes) << 20)
                .min();
    }

    /** In any container: the driver does not distinguish them. */
    @Override
    public List<GpuProcess> processes() {
        return parsed(lines(PROCESSES), SmiLine::process);
    }

    @Override
    public Monitor monitor(Duration every, Consumer<Timed<GpuSample>> read) {
        return new Loop<>(gpus(), SmiLine::gpu, every, read);
    }

    @Override
    public Monitor monitorProcesses(Duration every, Consumer<Timed<GpuProcess>> read) {
        return new Loop<>(PROCESSES, line -> line.process().filter(GpuProcess::isOurs), every, read);
    }

    private String gpus() {
        return "--query-gpu=" + SmiLine.GPU_FIELDS + ',' + reasons;
    }

    private static <T> List<T> parsed(List<String> lines, Function<SmiLine, Optional<T>> parse) {
        return lines.stream()
                .map(line -> parse.apply(SmiLine.of(line)))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<String> lines(String query) {
        try (ProcessTree process = ProcessTree.start(builder(query))) {
            // What answers a query fits into a pipe; a tool that hangs has said nothing, and is killed.
            return process.endedWithin(PATIENCE) && process.exitCode() == 0
                    ? new String(process.output().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(program, FORMAT));
        Collections.addAll(command, words);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Reads again and again, in a process that is not measured. */
    private final class Loop<T> implements Monitor {
        private final Optional<ProcessTree> process;

        private Loop(String query, Function<SmiLine, Optional<T>> parse, Duration every, Consumer<Timed<T>> read) {
            this.process = start(query, every);
            process.ifPresent(running -> {
                Thread reader = new Thread(() -> read(running, parse, read), "nvidia-smi");
                reader.setDaemon(true);
                reader.start();
            });
        }

        private Optional<ProcessTree> start(String query, Duration every) {
            try {
                return Optional.of(ProcessTree.start(builder(query, "-lms", String.valueOf(every.toMillis()))));
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        private void read(ProcessTree running, Function<SmiLine, Optional<T>> parse, Consumer<Timed<T>> read) {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(running.output(), StandardCharsets.UTF_8))) {
                reader.lines()
                        .map(line -> parse.apply(SmiLine.of(line)))
                        .flatMap(Optional::stream)
                        .forEach(sample -> read.accept(new Timed<>(Instant.now(), sample)));
            } catch (IOException | UncheckedIOException ended) {
                // Killed, as it was meant to be.
            }
        }

        @Override
        public void close() {
            process.ifPresent(ProcessTree::close);
        }
    }
}
