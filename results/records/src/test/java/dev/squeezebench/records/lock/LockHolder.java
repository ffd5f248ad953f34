package dev.squeezebench.records.lock;

import java.nio.file.Path;
import java.time.Instant;

/** A process that takes the lock, in its turn, and keeps it until it is killed or its input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        Holder self = new Holder(ProcessHandle.current().pid(), arguments[1], Instant.now());
        ProcessLock lock = ProcessLock.await(Path.of(arguments[0]), self, holder -> System.out.println("waits"));
        System.out.println("held");
        int end = System.in.read();
        lock.close();
        System.exit(end < 0 ? 0 : 1);
    }
}
