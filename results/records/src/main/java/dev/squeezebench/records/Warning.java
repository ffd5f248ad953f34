package dev.squeezebench.records;

/**
 * Something a reader of the result has to know, with what to do about it. It travels with the result. New ones are made
 * by {@link WarningCode#warning(String)}; files may have codes that this version does not know.
 *
 * @param code stable word for scripts, such as {@code contended}
 * @param message one sentence: what was seen
 * @param remedy one sentence: what to do
 */
public record Warning(String code, String message, String remedy) {}
