package dev.squeezebench.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 1%} or {@code 0.01}: a fraction above 0 and below 1. */
public final class FractionConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        boolean percent = text.endsWith("%");
        try {
            double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            double fraction = percent ? number / 100 : number;
            if (fraction > 0 && fraction < 1) {
                return fraction;
            }
        } catch (NumberFormatException notANumber) {
            throw problem(text);
        }
        throw problem(text);
    }

    private static TypeConversionException problem(String text) {
        return new TypeConversionException("'" + text + "' is not a share such as 1% or 0.01");
    }
}
