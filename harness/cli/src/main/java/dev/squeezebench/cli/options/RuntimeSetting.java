package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a runtime that the user chose, as in {@code onnxruntime.webgpu.layout=NHWC}. Whether the runtime has it, and
 * which values it takes, the runner knows.
 *
 * @param runner whose setting
 * @param name as the runner calls it; where it begins with an acceleration and a dot it is that acceleration's alone
 * @param value in the runner's words
 */
public record RuntimeSetting(String runner, String name, String value) {
    /** The flag that names them. */
    public static final String FLAG = "--option";

    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9.-]+)=(\\S+)");

    /**
     * Reads one as the user wrote it.
     *
     * @throws UserException when it has another form
     */
    static RuntimeSetting parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw UserException.usage(FLAG + ' ' + Printable.text(text)
                    + ": give it as RUNNER.NAME=VALUE, such as onnxruntime.spinning=off; docs/measuring.md lists them");
        }
        return new RuntimeSetting(form.group(1), form.group(2), form.group(3));
    }

    /**
     * Whether it is meant for a target.
     *
     * @param accelerations all that the runner has
     */
    public boolean isFor(String targetRunner, String acceleration, List<String> accelerations) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        return runner.equals(targetRunner) && (dot < 0 || !accelerations.contains(first) || first.equals(acceleration));
    }

    @Override
    public String toString() {
        return runner + '.' + name + '=' + value;
    }
}
