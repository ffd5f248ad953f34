package dev.squeezebench.core.device;

import dev.squeezebench.core.trial.ProcessTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** NVIDIA's own tool, which comes with the driver. What it cannot tell is left out; it never ends a measurement. */
final class NvidiaSmi {
    private static final String FORMAT = "--format=csv,noheader,nounits";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String program;
    private final String reasons;

    private NvidiaSmi(String program, String reasons) {
        this.program = program;
        this.reasons = reasons;
    }

    /** The tool, when it is there and finds a GPU. */
    static Optional<NvidiaSmi> find(String program) {
        for (String reasons : List.of(GpuSample.REASONS, GpuSample.OLD_REASONS)) {
            NvidiaSmi smi = new NvidiaSmi(program, reasons);
            if (!smi.now().isEmpty()) {
                return Optional.of(smi);
            }
        }
        return Optional.empty();
    }

    /** Every GPU at this moment. */
    List<GpuSample> now() {
        return lines(query()).stream()
                .map(GpuSample::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many processes compute on a GPU at this moment, in any container. */
    int computing() {
        return (int) lines("--query-compute-apps=pid").stream()
                .filter(line -> line.strip().matches("[0-9]+"))
                .count();
    }

    private String query() {
        return "--query-gpu=" + GpuSample.FIELDS + ',' + reasons;
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

    /** Starts to read every GPU again and again. */
    Monitor monitor(Duration every) {
        return new Monitor(every);
    }

    /** Reads until it is closed, in a process that is not measured. */
    final class Monitor implements AutoCloseable {
        private final List<GpuSample> samples = Collections.synchronizedList(new ArrayList<>());
        private final Optional<ProcessTree> process;

        private Monitor(Duration every) {
            this.process = start(every);
            process.ifPresent(running -> {
                Thread reader = new Thread(() -> read(running), "nvidia-smi");
                reader.setDaemon(true);
                reader.start();
            });
        }

        private Optional<ProcessTree> start(Duration every) {
            try {
                return Optional.of(ProcessTree.start(builder(query(), "-lms", String.valueOf(every.toMillis()))));
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        private void read(ProcessTree running) {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(running.output(), StandardCharsets.UTF_8))) {
                reader.lines().map(GpuSample::parse).flatMap(Optional::stream).forEach(samples::add);
            } catch (IOException | UncheckedIOException ended) {
                // Killed, as it was meant to be.
            }
        }

        /** What was read so far, in order of time. */
        List<GpuSample> samples() {
            synchronized (samples) {
                return List.copyOf(samples);
            }
        }

        @Override
        public void close() {
            process.ifPresent(ProcessTree::close);
        }
    }
}
