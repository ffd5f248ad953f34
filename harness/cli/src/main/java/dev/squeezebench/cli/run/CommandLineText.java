package dev.squeezebench.cli.run;

import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.environment.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Arguments as a result file shows them: the values of flags that name files and folders may tell who the user is. */
final class CommandLineText {
    private static final Set<String> PATHS = Set.of(
            "--out",
            "--cache",
            "--resume",
            "--checkpoint",
            "--model",
            "--inputs",
            "--expect",
            NativeLibraryOption.FLAG);

    private final Redaction redaction;

    CommandLineText(Redaction redaction) {
        this.redaction = redaction;
    }

    List<String> of(List<String> arguments) {
        List<String> shown = new ArrayList<>();
        String previous = "";
        for (String argument : arguments) {
            String flag = argument.split("=", 2)[0];
            if (PATHS.contains(previous)) {
                shown.add(redaction.name(argument));
            } else if (PATHS.contains(flag) && argument.length() > flag.length()) {
                shown.add(flag + '=' + redaction.name(argument.substring(flag.length() + 1)));
            } else {
                shown.add(redaction.paths(argument));
            }
            previous = argument;
        }
        return shown;
    }
}
