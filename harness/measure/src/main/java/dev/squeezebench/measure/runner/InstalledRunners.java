package dev.squeezebench.measure.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The runners on this process's class path. */
public final class InstalledRunners {
    private final List<Runner> runners;

    private InstalledRunners(List<Runner> runners) {
        this.runners = Collections.unmodifiableList(new ArrayList<>(runners));
    }

    /** Finds them by {@link ServiceLoader}. */
    public static InstalledRunners load() {
        List<Runner> found = new ArrayList<>();
        ServiceLoader.load(Runner.class, InstalledRunners.class.getClassLoader())
                .forEach(found::add);
        return new InstalledRunners(found);
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
            throw new RunnerException("a benchmark jar has one runner, and this class path has " + names());
        }
        return runners.get(0);
    }

    private String names() {
        return runners.isEmpty()
                ? "none"
                : runners.stream().map(Runner::name).sorted().collect(Collectors.joining(", "));
    }
}
