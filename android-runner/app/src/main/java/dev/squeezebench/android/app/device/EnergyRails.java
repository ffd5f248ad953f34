package dev.squeezebench.android.app.device;

import dev.squeezebench.records.Reading;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Energy by rail since the phone was started, from {@code android.os.health.SystemHealthManager} of API level 35, by
 * reflection: no jar of Maven Central has these classes. A rail is a wire of one phone's power supply: its name is kept, and it
 * is never compared with another phone's. Written by Android's reference and never run on a phone.
 */
public final class EnergyRails {
    /** {@code PowerMonitor.POWER_MONITOR_TYPE_MEASUREMENT}: a rail that is measured; the others are models of consumers. */
    private static final int MEASURED = 1;

    private static final double JOULES_PER_MICROWATT_SECOND = 1e-6;
    private static final long LIMIT_MS = 500;
    private static final Executor IN_PLACE = Runnable::run;

    private final Object manager;
    private final List<Object> rails;

    private EnergyRails(Object manager, List<Object> rails) {
        this.manager = manager;
        this.rails = rails;
    }

    /**
     * The measured rails of the phone; none where it does not tell.
     *
     * @param manager a {@code SystemHealthManager}
     */
    public static EnergyRails of(Object manager) throws InterruptedException {
        List<Object> measured = new ArrayList<>();
        try {
            CompletableFuture<List<?>> supported = new CompletableFuture<>();
            Consumer<List<?>> onResult = supported::complete;
            method(manager, "getSupportedPowerMonitors", 2).invoke(manager, IN_PLACE, onResult);
            for (Object rail : supported.get(LIMIT_MS, TimeUnit.MILLISECONDS)) {
                if (Integer.valueOf(MEASURED).equals(method(rail, "getType", 0).invoke(rail))) {
                    measured.add(rail);
                }
            }
        } catch (ReflectiveOperationException | ExecutionException | TimeoutException e) {
            return new EnergyRails(manager, Collections.emptyList());
        }
        return new EnergyRails(manager, measured);
    }

    /** Energy of each rail until now; without those that the phone does not tell now. */
    public List<Reading> now() throws InterruptedException {
        List<Reading> readings = new ArrayList<>();
        if (rails.isEmpty()) {
            return readings;
        }
        try {
            Object result = ask().get(LIMIT_MS, TimeUnit.MILLISECONDS);
            for (Object rail : rails) {
                Object energy = method(result, "getConsumedEnergy", 1).invoke(result, rail);
                if (energy instanceof Long microwattSeconds && microwattSeconds >= 0) {
                    readings.add(new Reading(
                            "energy_" + method(rail, "getName", 0).invoke(rail),
                            JOULES_PER_MICROWATT_SECOND * microwattSeconds,
                            "joule",
                            "SystemHealthManager",
                            "during"));
                }
            }
        } catch (ReflectiveOperationException | ExecutionException | TimeoutException e) {
            // Since the rails were listed the phone refuses: no readings.
            readings.clear();
        }
        return readings;
    }

    private CompletableFuture<Object> ask() throws ReflectiveOperationException {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Method read = method(manager, "getPowerMonitorReadings", 3);
        Class<?> receiver = read.getParameterTypes()[2];
        Object onOutcome = Proxy.newProxyInstance(
                receiver.getClassLoader(), new Class<?>[] {receiver}, (self, called, arguments) -> {
                    switch (called.getName()) {
                        case "onResult" -> answer.complete(arguments[0]);
                        case "onError" -> answer.completeExceptionally((Throwable) arguments[0]);
                        case "equals" -> {
                            return self == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(self);
                        }
                        default -> {
                            return called.getName();
                        }
                    }
                    return null;
                });
        read.invoke(manager, rails, IN_PLACE, onOutcome);
        return answer;
    }

    private static Method method(Object of, String name, int parameters) throws NoSuchMethodException {
        for (Method method : of.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterTypes().length == parameters) {
                return method;
            }
        }
        throw new NoSuchMethodException(of.getClass() + " has no " + name + " of " + parameters);
    }
}
