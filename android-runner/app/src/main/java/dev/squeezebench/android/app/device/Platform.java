package dev.squeezebench.android.app.device;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Vm;
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

    /** A Java virtual machine that is not Android's, for tests and simulated devices. */
    static Platform java() {
        return new Platform() {
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
                return Collections.emptyList();
            }

            @Override
            public List<Reading> process(String moment) {
                return Collections.emptyList();
            }
        };
    }
}
