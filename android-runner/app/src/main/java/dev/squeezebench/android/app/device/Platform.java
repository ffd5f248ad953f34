package dev.squeezebench.android.app.device;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Vm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What Android tells beyond the kernel's files. */
public interface Platform {
    /** The virtual machine of this process. */
    Vm vm();

    /** CPU time of this process, all threads, in nanoseconds; absent where there is none finer than a scheduler tick. */
    Optional<LongSupplier> cpuNs();

    /** Temperatures and the like of the whole device now. */
    List<Reading> device();

    /** Memory of this process beyond what the kernel counts. */
    List<Reading> process(String moment);

    /** What tells this device from others of its model, where its serial is closed to apps. */
    default Optional<String> identity() {
        return Optional.empty();
    }

    /** The folder in which the kernel's {@code proc} and {@code sys} are: the root, but for a simulated device. */
    default Path system() {
        return Paths.get("/");
    }

    /**
     * A Java virtual machine that is not Android's, for tests and simulated devices: where the system property {@code
     * squeezebench.system} names a device's folder, nothing of the machine that it runs on is told.
     */
    static Platform java() {
        Path system = Paths.get(System.getProperty("squeezebench.system", "/"));
        return new Platform() {
            @Override
            public Path system() {
                return system;
            }

            @Override
            public Optional<String> identity() {
                try {
                    return Optional.of(
                            Files.readAllLines(system.resolve("sim").resolve("android-id"), StandardCharsets.UTF_8)
                                    .get(0));
                } catch (IOException e) {
                    // It is no simulated device.
                    return Optional.empty();
                }
            }

            @Override
            public Vm vm() {
                return Vm.named(
                        System.getProperty("java.vm.name", ""),
                        System.getProperty("java.vendor", ""),
                        System.getProperty("java.runtime.version", ""),
                        Collections.emptyList());
            }

            @Override
            public Optional<LongSupplier> cpuNs() {
                return Optional.empty();
            }

            @Override
            public List<Reading> device() {
                List<Reading> readings = new ArrayList<>();
                try {
                    for (String line :
                            Files.readAllLines(system.resolve("sim").resolve("readings"), StandardCharsets.UTF_8)) {
                        String[] words = line.split(" ", -1);
                        readings.add(
                                new Reading(words[0], Double.parseDouble(words[1]), words[2], "simulated", "during"));
                    }
                } catch (IOException e) {
                    // It is no simulated device, or its script is being changed.
                    readings.clear();
                }
                return readings;
            }

            @Override
            public List<Reading> process(String moment) {
                return Collections.emptyList();
            }
        };
    }
}
