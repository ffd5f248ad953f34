package dev.squeezebench.core.host;

import dev.squeezebench.core.process.ChildJvm;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ends this process when the command that started it is gone: killed, it cannot end its children. */
final class ParentWatch {
    private ParentWatch() {}

    /** Watches from now on; going on to measure would disturb the next run. */
    static void start() {
        // By its number: one that was killed before this process looks is no parent any more.
        Long number = Long.getLong(ChildJvm.COMMAND);
        if (number == null) {
            // Started by hand.
            return;
        }
        Optional<ProcessHandle> command = ProcessHandle.of(number);
        if (command.isEmpty()) {
            end();
        } else {
            CompletableFuture<Void> unused = command.get().onExit().thenRun(ParentWatch::end);
        }
    }

    private static void end() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }
}
