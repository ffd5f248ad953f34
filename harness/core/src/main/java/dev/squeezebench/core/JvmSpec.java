package dev.squeezebench.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Java virtual machine of a measured process, its environment, and what measures in it.
 *
 * @param home folder of the JDK or Java runtime: {@code bin/java} is in it
 * @param flags of the measured process, beside those that every child gets
 * @param environment variables that are set in addition to those of this process
 * @param bareLoop whether it has a plain loop with a clock around each invocation, without JMH: an arm of that kind tells what
 *     it costs to be measured
 */
public record JvmSpec(Path home, List<String> flags, Map<String, String> environment, boolean bareLoop) {
    /**
     * A small fixed heap and the collector that has no threads: memory figures and processors must not depend on how large
     * the machine is, and what is measured runs outside of the heap.
     */
    public static final List<String> USUAL_FLAGS = List.of("-Xms128m", "-Xmx1g", "-XX:+UseSerialGC");

    /** This process's own Java with the usual flags. */
    public static final JvmSpec USUAL = new JvmSpec(Path.of(System.getProperty("java.home")), USUAL_FLAGS, Map.of());

    /** A virtual machine in which the harness measures as always. */
    public JvmSpec(Path home, List<String> flags, Map<String, String> environment) {
        this(home, flags, environment, false);
    }

    public JvmSpec {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
        if (flags.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a blank flag keeps JMH's fork from starting");
        }
    }

    /** The same with a plain loop in place of the harness. */
    public JvmSpec withBareLoop() {
        return new JvmSpec(home, flags, environment, true);
    }

    /** The program that starts it. */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }
}
