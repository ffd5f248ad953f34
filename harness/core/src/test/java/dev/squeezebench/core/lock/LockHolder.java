package dev.squeezebench.core.lock;

import java.nio.file.Path;

/** A process that takes the lock, says so and keeps it until it is killed. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        MeasuringLock lock = MeasuringLock.take(Path.of(arguments[0]));
        System.out.println("held");
        int end = System.in.read();
        lock.close();
        System.exit(end < 0 ? 0 : 1);
    }
}
