package dev.squeezebench.core.environment;

import java.util.List;
import java.util.Optional;

/** The kind of container that a Linux process runs in, from the traces that the engines leave. */
final class Container {
    private static final List<String> ENGINES = List.of("kubepods", "docker", "libpod", "lxc", "containerd");

    private Container() {}

    /** Such as {@code docker}, {@code podman}, {@code kubernetes}; absent outside of one and where it leaves no trace. */
    static Optional<String> read(SystemFiles files) {
        if (files.read("/run/.containerenv").isPresent()) {
            return Optional.of("podman");
        }
        String groups = files.read("/proc/self/cgroup").orElse("");
        for (String engine : ENGINES) {
            if (groups.lines().anyMatch(line -> line.matches("[0-9]+:[^:]*:.*/" + engine + "[-./].*"))) {
                return Optional.of(name(engine));
            }
        }
        // With a cgroup namespace of its own the process sees nothing but "/" above.
        return files.read("/.dockerenv").map(marker -> "docker");
    }

    private static String name(String engine) {
        return switch (engine) {
            case "kubepods" -> "kubernetes";
            case "libpod" -> "podman";
            default -> engine;
        };
    }
}
