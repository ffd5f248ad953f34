package dev.squeezebench.cli.options;

/** When colour is used; lower case on the command line. */
public enum When {
    AUTO,
    ALWAYS,
    NEVER
}
