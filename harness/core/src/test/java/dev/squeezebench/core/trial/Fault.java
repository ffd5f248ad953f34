package dev.squeezebench.core.trial;

import com.sun.jna.Pointer;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the fake runner does wrong when it is told to. */
enum Fault {
    NONE,
    THROW,
    UNSUPPORTED,
    SEGFAULT,
    SPIN,
    EXIT,
    KILLED,
    OUT_OF_MEMORY;

    void strike() throws RunnerException {
        switch (this) {
            case NONE -> {}
            case THROW -> throw new RunnerException("the model has no such layer");
            case UNSUPPORTED -> throw new UnsupportedByRunnerException("no kernel for this type");
            case SEGFAULT -> System.err.println(new Pointer(8).getByte(0));
            case SPIN -> spin();
            case EXIT -> System.exit(3);
            case KILLED -> kill();
            case OUT_OF_MEMORY -> fillHeap();
        }
    }

    @SuppressWarnings("InfiniteLoop")
    private static void spin() {
        long turns = 0;
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fillHeap() {
        List<long[]> heap = new ArrayList<>();
        while (heap.size() < Integer.MAX_VALUE) {
            heap.add(new long[1 << 20]);
        }
    }
}
