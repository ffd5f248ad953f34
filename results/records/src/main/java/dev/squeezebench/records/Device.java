package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machine or phone that trials ran on. Trials of different devices are never pooled.
 *
 * @param id the same for every run on one device: {@code sha256:} and eight digits
 * @param kind what kind of device it is
 * @param model such as {@code PowerEdge R650} or {@code Pixel 3}
 */
public record Device(String id, Kind kind, Optional<String> model) {
    private static final String HASHED = "sha256:";

    /** Kinds of devices. */
    public enum Kind {
        /** A desktop, a server or a virtual machine. */
        COMPUTER,
        /** A phone or a tablet. */
        PHONE
    }

    /**
     * The device of a description. Its id is a hash of what stays the same across restarts: host name, serial number,
     * maker, model, processor and architecture. Names that were saved in clear give the same id as hashed ones.
     */
    public static Device of(Kind kind, Environment.Host host, Environment.Cpu cpu, Environment.Os os) {
        List<String> parts = new ArrayList<>();
        parts.add(hashed(host.name()));
        parts.add(hashed(host.serial()));
        parts.add(host.manufacturer().orElse(""));
        parts.add(host.model().orElse(""));
        parts.add(cpu.vendor().orElse(""));
        parts.add(cpu.model().orElse(""));
        parts.add(os.architecture());
        return new Device(HASHED + Digests.shortHash(String.join("\n", parts)), kind, host.model());
    }

    private static String hashed(Optional<String> name) {
        return name.map(text -> text.startsWith(HASHED) ? text : HASHED + Digests.shortHash(text))
                .orElse("");
    }
}
