package dev.squeezebench.cli.options;

import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One element of a list of whole numbers: {@code 4}, or a range such as {@code 1-8}.
 *
 * @param numbers in ascending order, at least one
 */
record NumberList(List<Integer> numbers) {
    private static final Pattern RANGE = Pattern.compile("\\s*(-?\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?\\s*");
    private static final int LONGEST_RANGE = 4096;

    NumberList {
        numbers = List.copyOf(numbers);
    }

    /** Reads an element. */
    static final class Converter implements ITypeConverter<NumberList> {
        @Override
        public NumberList convert(String text) {
            return parse(text, "such as 4, or 1-8 for a range");
        }
    }

    /** Reads an element, or {@code all}: as many as there are processors here. */
    static final class ThreadsConverter implements ITypeConverter<NumberList> {
        @Override
        public NumberList convert(String text) {
            return text.strip().equalsIgnoreCase("all")
                    ? new NumberList(List.of(Runtime.getRuntime().availableProcessors()))
                    : parse(text, "such as 4, 1-8 for a range, or all");
        }
    }

    private static NumberList parse(String text, String example) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new TypeConversionException("'" + Printable.text(text) + "' is no whole number " + example);
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (last - first >= LONGEST_RANGE) {
            throw new TypeConversionException(
                    "'" + Printable.text(text) + "' is no list of at most " + LONGEST_RANGE + " numbers: name fewer");
        }
        if (last < first || (first < 0 && range.group(2) != null)) {
            throw new TypeConversionException(
                    "'" + Printable.text(text) + "' is no range: write the smaller number first, " + example);
        }
        return new NumberList(IntStream.rangeClosed(first, last).boxed().toList());
    }

    /** Every number once, in order. */
    static List<Integer> all(List<NumberList> lists) {
        return lists.stream()
                .flatMap(list -> list.numbers().stream())
                .distinct()
                .toList();
    }
}
