package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;

/**
 * A flag in a suite's file.
 *
 * @param key the flag's name without dashes
 * @param value as on a command line
 * @param place {@code file:line:column}
 */
record SuiteWord(String key, String value, String place) {
    String argument() {
        return "--" + key + '=' + value;
    }

    /** An error of the user's at this place. */
    UserException problem(String message) {
        return UserException.usage(place + ": " + Printable.sentence(message));
    }
}
