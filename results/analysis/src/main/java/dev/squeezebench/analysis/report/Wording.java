package dev.squeezebench.analysis.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence that was said several times with other numbers: {@code used 51 to 56% of the CPU time}.
 *
 * @param between the text before, between and after the numbers
 * @param lowest each number's lowest value
 * @param highest each number's highest value
 */
public record Wording(List<String> between, List<BigDecimal> lowest, List<BigDecimal> highest) {
    /** A number by itself, unlike those in names and versions. */
    private static final Pattern NUMBER = Pattern.compile("(?<=^|[ (])\\d+(?:\\.\\d+)?(?=[ %),;]|$)");

    public Wording {
        between = List.copyOf(between);
        lowest = List.copyOf(lowest);
        highest = List.copyOf(highest);
    }

    /** The wording of one sentence. */
    static Wording of(String sentence) {
        List<String> between = new ArrayList<>();
        List<BigDecimal> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(sentence);
        int end = 0;
        while (matcher.find()) {
            between.add(sentence.substring(end, matcher.start()));
            numbers.add(new BigDecimal(matcher.group()));
            end = matcher.end();
        }
        between.add(sentence.substring(end));
        return new Wording(between, numbers, numbers);
    }

    /** The same for all sentences that differ in their numbers alone. */
    String template() {
        return String.join("\0", between);
    }

    /** With the numbers of another sentence of the same template. */
    Wording with(Wording other) {
        List<BigDecimal> low = new ArrayList<>();
        List<BigDecimal> high = new ArrayList<>();
        for (int i = 0; i < lowest.size(); i++) {
            low.add(lowest.get(i).min(other.lowest.get(i)));
            high.add(highest.get(i).max(other.highest.get(i)));
        }
        return new Wording(between, low, high);
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
