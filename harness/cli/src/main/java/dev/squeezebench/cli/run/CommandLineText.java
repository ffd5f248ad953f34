package dev.squeezebench.cli.run;

import dev.squeezebench.cli.options.NativeLibraryOption;
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

    private final PathWords paths;

    CommandLineText(PathWords paths) {
        this.paths = paths;
    }

    List<String> of(List<String> arguments) {
        List<String> shown = new ArrayList<>();
        String previous = "";
        for (String argument : arguments) {
            String flag = argument.split("=", 2)[0];
            if (PATHS.contains(previous)) {
                shown.add(paths.shown(argument));
            } else if (PATHS.contains(flag) && argument.length() > flag.length()) {
                shown.add(flag + '=' + paths.shown(argument.substring(flag.length() + 1)));
            } else {
                shown.add(paths.redaction().paths(argument));
            }
            previous = argument;
        }
        return shown;
    }
}
