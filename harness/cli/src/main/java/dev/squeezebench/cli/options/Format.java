package dev.squeezebench.cli.options;

/** How results are printed on stdout; lower case on the command line. */
public enum Format {
    TEXT,
    MARKDOWN,
    LATEX,
    CSV,
    JSON
}
