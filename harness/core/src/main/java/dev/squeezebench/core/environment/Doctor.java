package dev.squeezebench.core.environment;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;
import oshi.hardware.HardwareAbstractionLayer;

/** Examines this machine for measuring: its state, the runtimes, and what phones and GPUs need. */
public final class Doctor {
    /** Long enough for a hundred clock ticks on every CPU: other processes' share is then known to a percent. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private Doctor() {}

    /**
     * Examines the machine for a second.
     *
     * @param runtimes what the probes of the distribution's runners said, by target such as {@code onnxruntime:cpu}
     * @return findings, the machine's first
     * @throws InterruptedException when interrupted while it looks
     */
    public static List<Finding> examine(Map<String, Availability> runtimes) throws InterruptedException {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        StateReader reader = StateReader.ofThisMachine(hardware);
        Environment environment =
                EnvironmentProbe.ofThisMachine(new Redaction(false)).describe("doctor", Instant.now(), List.of());
        MachineState before = reader.read();
        Thread.sleep(LOOK.toMillis());
        MachineState after = reader.read();

        List<Finding> findings = new ArrayList<>(MachineFindings.of(environment, before, after));
        findings.addAll(RuntimeFindings.of(runtimes));
        findings.add(adb(System.getenv().getOrDefault("PATH", "")));
        findings.add(gpu(names(hardware.getGraphicsCards(), runtimes)));
        return List.copyOf(findings);
    }

    static Finding adb(String searchPath) {
        return executable("adb", searchPath)
                .map(path -> Finding.ok("adb", "adb is at " + path))
                .orElseGet(() -> Finding.note(
                        "adb",
                        "adb is not on the PATH: phones cannot be measured",
                        "install Android's platform-tools to measure phones"));
    }

    /** Those that the system shows, and those that a runtime computed on: in a container the system may show none. */
    private static List<String> names(List<GraphicsCard> cards, Map<String, Availability> runtimes) {
        Set<String> names = new LinkedHashSet<>();
        cards.forEach(card -> names.add(card.getName()));
        for (Availability runtime : runtimes.values()) {
            if (runtime instanceof Availability.Usable usable) {
                usable.adapters().stream()
                        .filter(adapter -> !adapter.isSoftware())
                        .forEach(adapter -> names.add(adapter.name()));
            }
        }
        return List.copyOf(names);
    }

    static Finding gpu(List<String> names) {
        return names.isEmpty()
                ? Finding.note("gpu", "the system shows no graphics card, and no runtime computed on one")
                : Finding.note("gpu", "graphics: " + String.join(", ", names));
    }

    private static Optional<Path> executable(String name, String searchPath) {
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            for (String file : List.of(name, name + ".exe")) {
                try {
                    Path path = Path.of(folder, file);
                    if (!folder.isEmpty() && Files.isRegularFile(path) && Files.isExecutable(path)) {
                        return Optional.of(path);
                    }
                } catch (InvalidPathException entryIsNoPath) {
                    break;
                }
            }
        }
        return Optional.empty();
    }
}
