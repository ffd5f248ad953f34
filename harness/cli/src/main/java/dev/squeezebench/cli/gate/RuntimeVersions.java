package dev.squeezebench.cli.gate;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of a runtime among which a slow-down is looked for.
 *
 * @param runner whose runtime
 * @param named two ends of a range, or all versions from the oldest to the newest
 * @param range whether they are ends
 */
record RuntimeVersions(String runner, List<String> named, boolean range) {
    private static final String VERSION = "[0-9A-Za-z][0-9A-Za-z_+-]*(?:\\.[0-9A-Za-z_+-]+)*";
    private static final Pattern FORM =
            Pattern.compile("runtime=([a-z0-9]+)@(" + VERSION + ")(?:\\.\\.(" + VERSION + ")|((?:," + VERSION + ")+))");
    private static final int LIST = 4;

    RuntimeVersions {
        named = List.copyOf(named);
    }

    /**
     * Of {@code runtime=RUNNER@FIRST..LAST} or {@code runtime=RUNNER@ONE,TWO,...}.
     *
     * @throws UserException when it has another form
     */
    static RuntimeVersions parse(String word) {
        Matcher form = FORM.matcher(word);
        if (!form.matches()) {
            throw UserException.usage("--bisect " + Printable.text(word)
                    + ": expected runtime=RUNNER@FIRST..LAST, or a list from the oldest to the newest, such as"
                    + " runtime=onnxruntime@1.22.0,1.26.0,1.29.0");
        }
        if (form.group(LIST) == null) {
            return new RuntimeVersions(form.group(1), List.of(form.group(2), form.group(LIST - 1)), true);
        }
        String all = form.group(2) + form.group(LIST);
        List<String> versions = List.of(all.split(",", -1));
        if (versions.stream().distinct().count() < versions.size()) {
            throw UserException.usage("--bisect " + Printable.text(word) + ": a version is named twice");
        }
        return new RuntimeVersions(form.group(1), versions, false);
    }

    /**
     * The versions from the oldest to the newest.
     *
     * @param resolver asks the user's repositories for those of a range
     * @throws UserException when the runner is unknown, or the repositories know fewer than two
     */
    List<String> all(List<RunnerDistribution> runners, RuntimeResolver resolver) {
        List<String> names =
                runners.stream().map(RunnerDistribution::name).distinct().toList();
        RunnerDistribution wanted = runners.stream()
                .filter(each -> each.name().equals(runner))
                .findFirst()
                .orElseThrow(() -> Suggestions.unknown("runner", runner, names));
        if (!range) {
            return named;
        }
        if (wanted.runtimeArtifacts().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE, "--bisect: only the packed version of " + runner + " can be measured");
        }
        RuntimeArtifact artifact =
                RuntimeArtifact.parse(wanted.runtimeArtifacts().get(0), "");
        try {
            List<String> versions = resolver.versions(artifact, named.get(0), named.get(1));
            if (versions.size() < 2) {
                throw new UserException(
                        ExitCode.NOT_USABLE,
                        "--bisect: the repositories in Maven's settings.xml list "
                                + (versions.isEmpty() ? "no version" : "one version") + " of " + runner + " from "
                                + String.join(" to ", named) + "; name them, separated by commas");
            }
            return versions;
        } catch (RuntimeResolutionException e) {
            throw new UserException(ExitCode.NOT_USABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
