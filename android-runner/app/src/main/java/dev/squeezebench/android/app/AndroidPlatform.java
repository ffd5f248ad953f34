package dev.squeezebench.android.app;

import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.BatteryManager;
import android.os.Build;
import android.os.Debug;
import android.os.PowerManager;
import android.os.Process;
import android.provider.Settings;
import dev.squeezebench.android.app.device.EnergyRails;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Vm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Android's own figures: of the process in each launch mode, of the device where the app has a context. */
final class AndroidPlatform implements Platform {
    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private static final double DEGREES_PER_STEP = 0.1;
    private static final double PER_THOUSAND = 1e-3;
    private static final double PER_MILLION = 1e-6;
    private static final int HEADROOM_SECONDS = 10;
    private static final String DURING = "during";

    private static final String HEALTH_SERVICE = "systemhealth";
    private static final int RAILS_SINCE = 35;

    private final Optional<Context> context;
    private Optional<EnergyRails> rails = Optional.empty();

    private AndroidPlatform(Optional<Context> context) {
        this.context = context;
    }

    static Platform of(Context context) {
        return new AndroidPlatform(Optional.of(context));
    }

    /** Of a process that {@code app_process} started, which belongs to no app. */
    static Platform withoutContext() {
        return new AndroidPlatform(Optional.empty());
    }

    @Override
    public Vm vm() {
        return Vm.named(
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.vendor", ""),
                // The runtime's own version is the same on every Android.
                System.getProperty("java.vm.version", "") + " (Android " + Build.VERSION.RELEASE + ", API "
                        + Build.VERSION.SDK_INT + ')',
                Collections.emptyList());
    }

    /** In steps of a millisecond, which is finer than a scheduler tick: its mean over many invocations counts. */
    @Override
    public Optional<LongSupplier> cpuNs() {
        return Optional.of(() -> Process.getElapsedCpuTime() * NANOS_PER_MILLISECOND);
    }

    /** Another one for each key that an app is signed by, and none of the device's own numbers. */
    @Override
    public Optional<String> identity() {
        return context.map(app -> Settings.Secure.getString(app.getContentResolver(), Settings.Secure.ANDROID_ID));
    }

    @Override
    public List<Reading> process(String moment) {
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(
                "native_heap",
                Debug.getNativeHeapAllocatedSize(),
                "bytes",
                "Debug.getNativeHeapAllocatedSize",
                moment));
        return readings;
    }

    @Override
    public List<Reading> device() {
        List<Reading> readings = new ArrayList<>();
        if (context.isPresent()) {
            thermal(context.get(), readings);
            battery(context.get(), readings);
            energy(context.get(), readings);
        }
        return readings;
    }

    /** The rails are listed once; reading them takes a moment, in the thread that reads the device. */
    private void energy(Context app, List<Reading> readings) {
        @Nullable Object health = Build.VERSION.SDK_INT >= RAILS_SINCE ? app.getSystemService(HEALTH_SERVICE) : null;
        if (health == null) {
            return;
        }
        try {
            if (!rails.isPresent()) {
                rails = Optional.of(EnergyRails.of(health));
            }
            readings.addAll(rails.get().now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SinceApi(30)
    private static void thermal(Context context, List<Reading> readings) {
        @Nullable PowerManager power = context.getSystemService(PowerManager.class);
        if (power != null && Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            readings.add(
                    new Reading("thermal_status", power.getCurrentThermalStatus(), "level", "PowerManager", DURING));
        }
        if (power != null && Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            float headroom = power.getThermalHeadroom(HEADROOM_SECONDS);
            // Not a number: the device does not tell, or was asked within the last second.
            if (!Float.isNaN(headroom) && !Float.isInfinite(headroom)) {
                readings.add(new Reading("thermal_headroom", headroom, "ratio", "PowerManager", DURING));
            }
        }
    }

    private static void battery(Context context, List<Reading> readings) {
        @Nullable Intent battery = context.registerReceiver(null, new IntentFilter(Intent.ACTION_BATTERY_CHANGED));
        if (battery != null) {
            extra(
                    battery,
                    BatteryManager.EXTRA_TEMPERATURE,
                    DEGREES_PER_STEP,
                    "battery_temperature",
                    "celsius",
                    readings);
            extra(battery, BatteryManager.EXTRA_VOLTAGE, PER_THOUSAND, "battery_voltage", "volt", readings);
            extra(battery, BatteryManager.EXTRA_LEVEL, 1, "battery_level", "percent", readings);
            extra(battery, BatteryManager.EXTRA_PLUGGED, 1, "battery_plugged", "kind", readings);
        }
        @Nullable BatteryManager manager = context.getSystemService(BatteryManager.class);
        if (manager != null) {
            int microamperes = manager.getIntProperty(BatteryManager.BATTERY_PROPERTY_CURRENT_NOW);
            if (microamperes != Integer.MIN_VALUE && microamperes != 0) {
                readings.add(
                        new Reading("battery_current", PER_MILLION * microamperes, "ampere", "BatteryManager", DURING));
            }
        }
    }

    private static void extra(
            Intent battery, String extra, double factor, String name, String unit, List<Reading> readings) {
        if (battery.hasExtra(extra)) {
            readings.add(new Reading(name, factor * battery.getIntExtra(extra, 0), unit, "BatteryManager", DURING));
        }
    }
}
