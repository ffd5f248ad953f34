package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.RuntimeSetting;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of a runner by its descriptor: a wrong one is refused before anything is started.
 *
 * @param runner its name
 * @param values regular expressions of the values, by the option's name
 * @param reasons why what one might expect is no option, by its name
 */
record RuntimeOptions(String runner, Map<String, String> values, Map<String, String> reasons) {
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9-]+(\\|[A-Za-z0-9-]+)*");

    /**
     * Checks name and value of each setting.
     *
     * @throws UserException when a runner has no such option, or not that value
     * @throws IOException when a descriptor cannot be read
     */
    static void check(List<RuntimeSetting> settings, List<RunnerDistribution> runners) throws IOException {
        for (RuntimeSetting setting : settings) {
            for (RunnerDistribution runner : runners) {
                if (runner.name().equals(setting.runner())) {
                    of(runner.descriptor()).check(setting);
                }
            }
        }
    }

    /** As a descriptor has them. */
    static RuntimeOptions of(RunnerDescriptor descriptor) {
        return new RuntimeOptions(
                descriptor.word("name").orElse("the runner"),
                descriptor.after("option."),
                descriptor.after("notOption."));
    }

    void check(RuntimeSetting setting) {
        String start = RuntimeSetting.FLAG + ' ' + Printable.text(setting.toString()) + ": ";
        Optional<String> reason = Optional.ofNullable(reasons.get(setting.name()));
        if (reason.isPresent()) {
            throw UserException.usage(start + reason.get());
        }
        if (values.isEmpty()) {
            throw UserException.usage(start + runner + " has no options; leave it out");
        }
        String pattern = values.get(setting.name());
        if (pattern == null) {
            throw UserException.usage(start + runner + " has no option '" + Printable.text(setting.name()) + "': "
                    + Suggestions.hint(setting.name(), values.keySet()));
        }
        if (!setting.value().matches(pattern)) {
            throw UserException.usage(start + hint(setting.value(), pattern));
        }
    }

    private static String hint(String value, String pattern) {
        return WORDS.matcher(pattern).matches()
                ? Suggestions.hint(value, Arrays.asList(pattern.split("\\|")))
                : "a value has the form " + pattern;
    }
}
