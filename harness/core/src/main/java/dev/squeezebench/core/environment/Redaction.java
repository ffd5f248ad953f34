package dev.squeezebench.core.environment;

import dev.squeezebench.records.Digests;
import java.util.regex.Pattern;

/**
 * What of a machine's and a user's names goes into a results file. Unless they asked to be identified, a name becomes
 * {@code sha256:} and the first eight digits of its SHA-256: the same machine stays recognisable across files, and its
 * name is not in them. It is a pseudonym and no secret: a guessed name can be checked.
 */
public final class Redaction {
    /** A path from the root, on either kind of system, up to what may end one inside of an argument. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![A-Za-z0-9_./\\\\-])(?:~?/[^\\s:;,=]+|[A-Za-z]:[\\\\/][^\\s:;,=]*|\\\\\\\\[^\\s:;,=]+)");

    private final boolean identify;

    /**
     * @param identify whether names are written in clear
     */
    public Redaction(boolean identify) {
        this.identify = identify;
    }

    /** A name or a serial number. */
    public String name(String clear) {
        return identify ? clear : "sha256:" + Digests.shortHash(clear);
    }

    /** A text such as an argument, every absolute path in it hashed. */
    public String paths(String text) {
        return identify ? text : PATH.matcher(text).replaceAll(match -> name(match.group()));
    }
}
