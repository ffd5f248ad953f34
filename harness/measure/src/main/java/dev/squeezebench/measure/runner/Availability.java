package dev.squeezebench.measure.runner;

import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whether something can be used here. */
public sealed interface Availability {
    /**
     * It was tried and works.
     *
     * @param runtime what the runtime says of itself
     * @param adapters the device that computed; several where it may have been any of them, none on the processor and
     *     where it cannot be known
     */
    record Usable(RuntimeInfo runtime, List<Adapter> adapters) implements Availability {
        public Usable {
            adapters = Collections.unmodifiableList(new ArrayList<>(adapters));
        }

        /** Where there is no device to name. */
        public Usable(RuntimeInfo runtime) {
            this(runtime, Collections.emptyList());
        }

        /** The devices in words, such as {@code NVIDIA H100 PCIe (discrete)}; nothing where none is named. */
        public Optional<String> on() {
            List<String> words = new ArrayList<>();
            for (Adapter adapter : adapters) {
                words.add(Printable.text(adapter.name()) + " (" + adapter.type().word() + ')');
            }
            return adapters.isEmpty()
                    ? Optional.empty()
                    : Optional.of((adapters.size() == 1 ? "" : "one of ") + String.join(", ", words));
        }
    }

    /**
     * It was tried and does not work.
     *
     * @param reason one sentence: why
     * @param remedy one sentence: what to do
     * @param elsewhere whether the same files may work on another machine, since this one lacks a device or a driver
     * @param fromOutside whether something from outside, such as a kernel without memory, ended what tried it: then it is
     *     unknown whether it works, and trying again may succeed
     */
    record Unusable(String reason, String remedy, boolean elsewhere, boolean fromOutside) implements Availability {
        /** For a reason that travels with the files. */
        public Unusable(String reason, String remedy) {
            this(reason, remedy, false);
        }

        /** For a reason of the target's own. */
        public Unusable(String reason, String remedy, boolean elsewhere) {
            this(reason, remedy, elsewhere, false);
        }

        /** For a reason that is this machine's. */
        public static Unusable onThisMachine(String reason, String remedy) {
            return new Unusable(reason, remedy, true);
        }
    }
}
