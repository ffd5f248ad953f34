package dev.squeezebench.core.host;

import java.util.concurrent.CompletableFuture;

/** Ends this process when its parent, the command, is gone: killed, it cannot end its children. */
final class ParentWatch {
    private ParentWatch() {}

    /** Watches from now on; going on to measure would disturb the next run. */
    static void start() {
        ProcessHandle.current().parent().ifPresent(command -> {
            CompletableFuture<Void> unused = command.onExit().thenRun(() -> {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                Runtime.getRuntime().halt(1);
            });
        });
    }
}
