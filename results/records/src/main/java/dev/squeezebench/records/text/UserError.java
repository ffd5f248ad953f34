package dev.squeezebench.records.text;

/**
 * An exception whose message is one line with cause and remedy, since a user can put it right. Every exception type of ours
 * is one: the command ends with that line and the exit code of its kind, never with an internal error.
 */
public interface UserError {
    /** Where the remedy lies. */
    enum Kind {
        /** In what was given: a file, a flag, a folder to write to. */
        INPUT,
        /** In this machine or installation: what was asked for is not usable here. */
        NOT_USABLE
    }

    /** Input, unless a type says otherwise. */
    default Kind kind() {
        return Kind.INPUT;
    }
}
