package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.gate.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Between which versions something became slower: gates of the first version against others. It assumes one step: where
 * both ends agree, what became slower and quicker again between them is not seen.
 */
public final class Bisection {
    private final List<String> versions;
    private final Gate gate;
    private int low;
    private int high;

    /** One comparison. */
    @FunctionalInterface
    public interface Gate {
        /**
         * Measures a gate.
         *
         * @param baseline the older version
         * @param candidate the newer version
         * @return the verdict; which of the two cannot be had or run here, where there is none
         */
        Answer compare(String baseline, String candidate) throws IOException, InterruptedException;
    }

    /** What a comparison gave. */
    public sealed interface Answer {
        /** Both were measured. */
        record Decided(Verdict verdict) implements Answer {}

        /** A version cannot be measured here. */
        record Unusable(String version) implements Answer {}
    }

    /** What was found. */
    public sealed interface Found {
        /**
         * It became slower between these two, which are neighbours among those that can be measured.
         *
         * @param before the last version that was not slower than the first
         * @param after the first version that was
         */
        record Step(String before, String after) implements Found {}

        /**
         * The last version is not slower than the first one.
         *
         * @param first the oldest that can be measured
         * @param last the newest that can be measured
         */
        record None(String first, String last) implements Found {}

        /**
         * It became slower between these two, if at all, and gates do not say where.
         *
         * @param before the last version that is known not to be slower
         * @param after the first that is known to be slower, or the last of all
         * @param reason why not
         */
        record Open(String before, String after, String reason) implements Found {}

        /** Fewer than two versions can be measured here. */
        record TooFew() implements Found {}
    }

    /**
     * A search.
     *
     * @param versions from the oldest to the newest
     * @param gate compares two of them
     */
    public Bisection(List<String> versions, Gate gate) {
        this.versions = new ArrayList<>(versions);
        this.gate = gate;
    }

    /** Measures both ends, then halves what is between them. */
    public Found search() throws IOException, InterruptedException {
        Optional<Verdict> ends = ends();
        if (ends.isEmpty()) {
            return new Found.TooFew();
        }
        low = 0;
        high = versions.size() - 1;
        if (ends.get() instanceof Verdict.Pass) {
            return new Found.None(versions.get(low), versions.get(high));
        }
        if (!(ends.get() instanceof Verdict.Fail)) {
            return open("the gate of both ends is inconclusive");
        }
        List<String> undecided = new ArrayList<>();
        Optional<String> next = middle(undecided);
        while (next.isPresent()) {
            String version = next.get();
            Answer answer = gate.compare(versions.get(0), version);
            if (answer instanceof Answer.Unusable unusable) {
                remove(unusable.version());
            } else if (answer instanceof Answer.Decided decided) {
                if (decided.verdict() instanceof Verdict.Fail) {
                    high = versions.indexOf(version);
                } else if (decided.verdict() instanceof Verdict.Pass) {
                    low = versions.indexOf(version);
                } else {
                    undecided.add(version);
                }
            }
            next = middle(undecided);
        }
        return high - low > 1
                ? open("inconclusive: " + String.join(", ", versions.subList(low + 1, high)))
                : confirmed();
    }

    /** Both ends, moved inwards while one of them cannot be measured. */
    private Optional<Verdict> ends() throws IOException, InterruptedException {
        while (versions.size() > 1) {
            Answer answer = gate.compare(versions.get(0), versions.get(versions.size() - 1));
            if (answer instanceof Answer.Decided decided) {
                return Optional.of(decided.verdict());
            }
            versions.remove(((Answer.Unusable) answer).version());
        }
        return Optional.empty();
    }

    private void remove(String version) {
        int index = versions.indexOf(version);
        if (index <= low || index >= high) {
            throw new IllegalStateException(version + " was measured before");
        }
        versions.remove(index);
        high--;
    }

    /** The undecided version nearest to the middle of what is left. */
    private Optional<String> middle(List<String> undecided) {
        double middle = (low + high) / 2.0;
        return versions.subList(low + 1, high).stream()
                .filter(version -> !undecided.contains(version))
                .min(Comparator.comparingDouble(version -> Math.abs(versions.indexOf(version) - middle)));
    }

    /** Both were compared with the first version; whether it is one step says a gate of the two. */
    private Found confirmed() throws IOException, InterruptedException {
        String before = versions.get(low);
        String after = versions.get(high);
        if (low == 0) {
            return new Found.Step(before, after);
        }
        boolean step = gate.compare(before, after) instanceof Answer.Decided decided
                && decided.verdict() instanceof Verdict.Fail;
        return step
                ? new Found.Step(before, after)
                : open("slower than " + versions.get(0) + ", and no single step between neighbours fails");
    }

    private Found open(String reason) {
        return new Found.Open(versions.get(low), versions.get(high), reason);
    }
}
