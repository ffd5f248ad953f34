package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the versions of runtimes that the user asked for. */
final class Runtimes {
    /** What versions are made of: with anything else a suite or a result file could name another folder than the package's. */
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z](?:[0-9A-Za-z_+-]|\\.(?!\\.))*");

    private final Console console;

    Runtimes(Console console) {
        this.console = console;
    }

    /**
     * The runners, each in every version that was asked for, else in the packed one.
     *
     * @param wanted {@code RUNNER@VERSION}
     * @throws UserException when one is not of that form, its runner is unknown, or it cannot be had
     */
    List<RunnerDistribution> apply(List<String> wanted, List<RunnerDistribution> runners) {
        Map<String, Set<String>> versions = new HashMap<>();
        for (String text : wanted) {
            int at = text.indexOf('@');
            if (at < 1 || at == text.length() - 1) {
                throw UserException.usage(
                        "--runtime " + Printable.text(text) + ": write RUNNER@VERSION, such as onnxruntime@1.28.0");
            }
            if (!VERSION.matcher(text.substring(at + 1)).matches()) {
                throw UserException.usage("--runtime " + Printable.text(text)
                        + ": a version consists of letters, digits, and single dots, '-', '+' or '_' between them");
            }
            String runner = text.substring(0, at);
            List<String> names = runners.stream().map(RunnerDistribution::name).toList();
            if (!names.contains(runner)) {
                throw Suggestions.unknown("runner", runner, names);
            }
            versions.computeIfAbsent(runner, name -> new LinkedHashSet<>()).add(text.substring(at + 1));
        }
        return runners.stream()
                .flatMap(runner -> versions.getOrDefault(runner.name(), Set.of(runner.runtimeVersion())).stream()
                        .map(version -> version.equals(runner.runtimeVersion()) ? runner : other(runner, version)))
                .toList();
    }

    private RunnerDistribution other(RunnerDistribution runner, String version) {
        if (runner.isOnPhonesAlone()) {
            // Its app gets it, once it is known that a phone is a target.
            return runner.inVersion(version, List.of());
        }
        if (runner.bundledVersions().isPresent()) {
            return bundled(runner, version, runner.bundledVersions().get());
        }
        if (runner.runtimeArtifacts().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "--runtime " + runner.name() + '@' + version + ": only the packed version "
                            + runner.runtimeVersion() + " of " + runner.name()
                            + " can be measured; leave --runtime out");
        }
        List<RuntimeArtifact> artifacts = runner.runtimeArtifacts().stream()
                .map(text -> RuntimeArtifact.parse(text, ""))
                .toList();
        try {
            return runner.inVersion(
                    version, RuntimeResolver.ofUser(false, console).resolve(artifacts, version));
        } catch (RuntimeResolutionException e) {
            throw new UserException(ExitCode.NOT_USABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static RunnerDistribution bundled(RunnerDistribution runner, String version, List<String> versions) {
        if (!versions.contains(version)) {
            List<String> all = new ArrayList<>(List.of(runner.runtimeVersion()));
            all.addAll(versions);
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "--runtime " + runner.name() + '@' + version + ": this bundle has "
                            + String.join(", ", all)
                            + "; pack another version by 'bundle --runtime', or use the distribution"
                            + " archive, which fetches it");
        }
        try {
            return runner.inBundledVersion(version);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "--runtime " + runner.name() + '@' + version + " cannot be read: " + e.getMessage()
                            + "; unpack the bundle again",
                    e);
        }
    }
}
