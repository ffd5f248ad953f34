package dev.squeezebench.cli.run;

import dev.squeezebench.core.environment.Redaction;
import java.util.Set;

/**
 * Values of flags that name files and folders, as a result file shows them: they may tell who the user is, and the name of
 * a published package does not.
 *
 * @param redaction hashes what may tell
 * @param packages names that stand in clear
 */
record PathWords(Redaction redaction, Set<String> packages) {
    PathWords {
        packages = Set.copyOf(packages);
    }

    String shown(String value) {
        return packages.contains(value) ? value : redaction.name(value);
    }
}
