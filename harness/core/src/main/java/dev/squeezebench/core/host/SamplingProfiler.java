package dev.squeezebench.core.host;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * async-profiler, whose jar is on the class path of a process in which it is to sample. It is fetched when it is wanted, so
 * nothing is compiled against it.
 */
final class SamplingProfiler {
    private static final String CLASS = "one.profiler.AsyncProfiler";

    private final Object profiler;
    private final Class<?> type;

    private SamplingProfiler(Object profiler, Class<?> type) {
        this.profiler = profiler;
        this.type = type;
    }

    /**
     * Loads it.
     *
     * @throws IOException with the reason where its library cannot be loaded
     */
    static SamplingProfiler load() throws IOException {
        try {
            Class<?> type = Class.forName(CLASS);
            return new SamplingProfiler(called(type.getMethod("getInstance"), null), type);
        } catch (ReflectiveOperationException e) {
            throw new IOException("async-profiler is not on the class path", e);
        } catch (LinkageError e) {
            throw new IOException("the library of async-profiler cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Samples of {@code wall} are of this thread alone: the others of a virtual machine wait. */
    void startOnThisThread(String options) throws IOException {
        try {
            execute("start," + options + ",filter=");
            called(type.getMethod("addThread", Thread.class), profiler, Thread.currentThread());
        } catch (NoSuchMethodException e) {
            throw unknown(e);
        }
    }

    void start(String options) throws IOException {
        execute("start," + options);
    }

    /** Writes what was sampled so far. */
    void dump(String format, Path file) throws IOException {
        execute("dump," + format + ",file=" + file);
    }

    void stop() throws IOException {
        execute("stop");
    }

    private void execute(String command) throws IOException {
        try {
            called(type.getMethod("execute", String.class), profiler, command);
        } catch (NoSuchMethodException e) {
            throw unknown(e);
        }
    }

    private static IOException unknown(NoSuchMethodException e) {
        return new IOException("this version of async-profiler has no " + e.getMessage(), e);
    }

    @SuppressWarnings("NullAway") // A static method has no receiver.
    private static Object called(Method method, @org.jspecify.annotations.Nullable Object on, Object... arguments)
            throws IOException {
        try {
            return method.invoke(on, arguments);
        } catch (IllegalAccessException e) {
            throw new IOException(e);
        } catch (InvocationTargetException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }
}
