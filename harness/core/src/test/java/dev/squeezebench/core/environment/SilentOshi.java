package dev.squeezebench.core.environment;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.CentralProcessor.TickType;
import oshi.software.os.OperatingSystem.OSVersionInfo;

/** OSHI on a machine of which it knows nothing: {@code unknown}, -1, 0 and empty lists, as it answers in such cases. */
final class SilentOshi {
    private SilentOshi() {}

    static <T> T of(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                SilentOshi.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(method)));
    }

    private static Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == String.class) {
            return "unknown";
        } else if (type == long.class) {
            return -1L;
        } else if (type == int.class) {
            return 0;
        } else if (type == double.class) {
            return 0.0;
        } else if (type == double[].class) {
            return new double[] {-1};
        } else if (type == long[].class) {
            return method.getName().equals("getSystemCpuLoadTicks")
                    ? new long[TickType.values().length]
                    : new long[] {-1};
        } else if (type == List.class) {
            return List.of();
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type == ProcessorIdentifier.class) {
            return new ProcessorIdentifier("unknown", "unknown", "unknown", "unknown", "unknown", "unknown", true);
        } else if (type == OSVersionInfo.class) {
            return new OSVersionInfo(null, null, null);
        }
        return of(type);
    }
}
