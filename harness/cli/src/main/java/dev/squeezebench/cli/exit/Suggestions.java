package dev.squeezebench.cli.exit;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Finds what the user may have meant: by the similarity of Jaro and Winkler, which forgives swaps and missing ends, and
 * for words too short for it by the number of letters to change (Levenshtein).
 */
public final class Suggestions {
    private static final double LIKE_ENOUGH = 0.8;
    private static final int FEW_LETTERS = 2;

    private Suggestions() {}

    /** The known name most like the unknown one, where any is like enough. */
    public static Optional<String> nearest(String unknown, Collection<String> known) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return known.stream()
                .filter(name -> similarity.apply(unknown, name) >= LIKE_ENOUGH)
                .max(Comparator.comparingDouble(name -> similarity.apply(unknown, name)))
                .or(() -> fewLettersAway(unknown, known));
    }

    private static Optional<String> fewLettersAway(String unknown, Collection<String> known) {
        LevenshteinDistance letters = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .filter(name -> letters.apply(unknown, name) <= FEW_LETTERS)
                .min(Comparator.comparingInt(name -> letters.apply(unknown, name)));
    }

    /** A usage error that names the nearest known name, or all of them where none is near. */
    public static UserException unknown(String kind, String unknown, Collection<String> known) {
        return UserException.usage("unknown " + kind + " '" + unknown + "': " + hint(unknown, known));
    }

    /** {@code did you mean 'x'?}, or the list of what there is. */
    public static String hint(String unknown, Collection<String> known) {
        return nearest(unknown, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> "there are " + String.join(", ", known));
    }
}
