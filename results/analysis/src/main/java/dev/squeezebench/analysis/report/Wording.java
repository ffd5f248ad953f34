package dev.squeezebench.analysis.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence that was said several times with other numbers: {@code used 51 to 56% of the CPU time}. */
final class Wording {
    /** A number that stands by itself, unlike those in names and versions. */
    private static final Pattern NUMBER = Pattern.compile("(?<=[ (])\\d+(?:\\.\\d+)?(?=[ %),;]|$)");

    private final List<String> between = new ArrayList<>();
    private final List<BigDecimal> lowest = new ArrayList<>();
    private final List<BigDecimal> highest = new ArrayList<>();

    Wording(String sentence) {
        Matcher matcher = NUMBER.matcher(sentence);
        int end = 0;
        while (matcher.find()) {
            between.add(sentence.substring(end, matcher.start()));
            lowest.add(new BigDecimal(matcher.group()));
            highest.add(new BigDecimal(matcher.group()));
            end = matcher.end();
        }
        between.add(sentence.substring(end));
    }

    /** Takes in a sentence that differs in its numbers alone; returns whether it does. */
    boolean takes(Wording other) {
        if (!between.equals(other.between)) {
            return false;
        }
        for (int i = 0; i < lowest.size(); i++) {
            lowest.set(i, lowest.get(i).min(other.lowest.get(i)));
            highest.set(i, highest.get(i).max(other.highest.get(i)));
        }
        return true;
    }

    /** The sentence, each number as it is or from the lowest to the highest. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(between.get(0));
        for (int i = 0; i < lowest.size(); i++) {
            text.append(lowest.get(i).toPlainString());
            if (lowest.get(i).compareTo(highest.get(i)) < 0) {
                text.append(" to ").append(highest.get(i).toPlainString());
            }
            text.append(between.get(i + 1));
        }
        return text.toString();
    }
}
