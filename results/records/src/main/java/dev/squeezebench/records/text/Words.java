package dev.squeezebench.records.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words in files and messages: of an enum constant its name in lower case, such as {@code output_check}. */
public final class Words {
    private Words() {}

    /** The constant's word. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant's word on a command line, such as {@code single-stream}. */
    public static String withDashes(Enum<?> constant) {
        return of(constant).replace('_', '-');
    }

    /** The constant of a word; empty when there is none. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }

    /**
     * The constant of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String word) {
        return find(type, word)
                .orElseThrow(() -> new IllegalArgumentException(Printable.quoted(word) + " is none of " + all(type)));
    }

    /** A number of things, as in {@code 1 trial} or {@code 2 trials}. */
    public static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** All words of a type, separated by commas. */
    public static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
    }
}
