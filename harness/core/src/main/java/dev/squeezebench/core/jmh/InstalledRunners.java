package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The runners on this process's class path. */
public final class InstalledRunners {
    private final List<Runner> runners;

    private InstalledRunners(List<Runner> runners) {
        this.runners = runners;
    }

    /** Finds them by {@link ServiceLoader}. */
    public static InstalledRunners load() {
        return new InstalledRunners(ServiceLoader.load(Runner.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The runner of a name.
     *
     * @throws RunnerException when there is none; the message names what there is
     */
    public Runner named(String name) throws RunnerException {
        for (Runner runner : runners) {
            if (runner.name().equals(name)) {
                return runner;
            }
        }
        throw new RunnerException("no runner '" + name + "' on the class path; there is " + names());
    }

    /**
     * The only runner of this jar.
     *
     * @throws RunnerException when there are none or several
     */
    public Runner only() throws RunnerException {
        if (runners.size() != 1) {
            throw new RunnerException("a benchmark jar holds one runner, and this class path holds " + names());
        }
        return runners.get(0);
    }

    private String names() {
        return runners.isEmpty()
                ? "none"
                : runners.stream().map(Runner::name).sorted().collect(Collectors.joining(", "));
    }
}
