package dev.squeezebench.cli.options;

import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 25%}: how many of a hundred positions are padding. */
final class PaddingConverter implements ITypeConverter<Integer> {
    private static final Pattern PERCENT = Pattern.compile("\\s*(\\d{1,3})%\\s*");

    @Override
    public Integer convert(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches() || Integer.parseInt(percent.group(1)) > Scenario.MOST_PADDING) {
            throw new TypeConversionException("'" + Printable.text(text) + "' is no whole percentage from 0% to "
                    + Scenario.MOST_PADDING + "%, such as 25%");
        }
        return Integer.parseInt(percent.group(1));
    }
}
