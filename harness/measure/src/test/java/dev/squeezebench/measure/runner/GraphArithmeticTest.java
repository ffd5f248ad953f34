package dev.squeezebench.measure.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.LongSeries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphArithmeticTest {
    private static final int NODES = 9;

    /** Two lookups, then a chain of a product, a sum, another product and a sum. */
    private static final GraphArithmetic CHAIN = new GraphArithmetic(
            LongSeries.of(0, 0, 60, 0, 40, 0), LongSeries.of(0, 0, 2, 3, 4, 5), LongSeries.of(4, 4, 3, 2, 1, 0));

    @Test
    void twoPartsLeaveNoNodeWhoseOwnInputsOrReadersDoNotFitIntoItsPart() {
        assertThat(CHAIN.share(4, 2)).as("the lookups, or the last product").contains(new FlopShare(.6, 1));
        assertThat(CHAIN.share(5, 2)).as("the first node, or the last one").contains(FlopShare.exactly(1));
        assertThat(CHAIN.share(1, 2)).as("the first node, or the last one").contains(FlopShare.exactly(0));
    }

    @Test
    void inMorePartsAnyNodesMayBeMeant() {
        assertThat(CHAIN.share(4, 3)).contains(new FlopShare(0, 1));
        assertThat(CHAIN.share(5, 3)).contains(new FlopShare(.4, 1));
    }

    @Test
    void aCountThatNoTwoPartsCanHaveBoundsNothingMore() {
        GraphArithmetic circle = new GraphArithmetic(LongSeries.of(1, 3), LongSeries.of(1, 1), LongSeries.of(1, 1));
        assertThat(circle.share(1, 2)).contains(new FlopShare(.25, .75));
    }

    @Test
    void withoutArithmeticThereIsNoShareOfIt() {
        assertThat(new GraphArithmetic(LongSeries.of(0, 0), LongSeries.of(0, 0), LongSeries.of(0, 0)).share(1, 2))
                .isEmpty();
        assertThatThrownBy(() -> CHAIN.share(7, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GraphArithmetic(LongSeries.of(1), LongSeries.of(), LongSeries.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Every choice of nodes in random graphs, in the parts that TensorFlow Lite makes of it ({@code graph_info.cc}). */
    @Test
    void whateverADelegateTakesItsShareIsWithinTheBounds() {
        Random random = new Random(7);
        int narrower = 0;
        for (int graph = 0; graph < 60; graph++) {
            List<BitSet> inputs = graph(random);
            long[] flop = random.ints(NODES, 0, 4)
                    .mapToLong(each -> each == 3 ? 100 : each)
                    .toArray();
            GraphArithmetic arithmetic = arithmetic(inputs, flop);
            long all = LongSeries.of(flop).stream().sum();
            for (long choice = 1; choice < (1 << NODES) - 1; choice++) {
                BitSet taken = BitSet.valueOf(new long[] {choice});
                double share = taken.stream().mapToLong(node -> flop[node]).sum() / (double) all;
                FlopShare bounds = arithmetic
                        .share(taken.cardinality(), parts(inputs, taken))
                        .orElseThrow();
                assertThat(share)
                        .as("%s of %s with %s", taken, inputs, LongSeries.of(flop))
                        .isBetween(bounds.least(), bounds.most());
                FlopShare loose = arithmetic.share(taken.cardinality(), NODES).orElseThrow();
                narrower += bounds.least() > loose.least() || bounds.most() < loose.most() ? 1 : 0;
            }
        }
        assertThat(narrower).isPositive();
    }

    private static List<BitSet> graph(Random random) {
        List<BitSet> inputs = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            BitSet own = new BitSet();
            for (int earlier = 0; earlier < node; earlier++) {
                own.set(earlier, random.nextInt(3) == 0);
            }
            inputs.add(own);
        }
        return inputs;
    }

    private static GraphArithmetic arithmetic(List<BitSet> inputs, long[] flop) {
        long[] before = new long[NODES];
        long[] after = new long[NODES];
        List<BitSet> all = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            BitSet own = (BitSet) inputs.get(node).clone();
            inputs.get(node).stream().forEach(each -> own.or(all.get(each)));
            all.add(own);
            before[node] = own.cardinality();
            own.stream().forEach(each -> after[each]++);
        }
        return new GraphArithmetic(LongSeries.of(flop), LongSeries.of(before), LongSeries.of(after));
    }

    /** Parts of one kind each: the first node that is ready says of which, and all that are ready of it go along. */
    private static int parts(List<BitSet> inputs, BitSet taken) {
        BitSet done = new BitSet();
        int parts = 0;
        while (done.cardinality() < NODES) {
            int first = IntStream.range(0, NODES)
                    .filter(node -> isReady(node, inputs, done))
                    .findFirst()
                    .orElseThrow();
            boolean kind = taken.get(first);
            for (int node = first; node < NODES; node++) {
                if (taken.get(node) == kind && isReady(node, inputs, done)) {
                    done.set(node);
                }
            }
            parts++;
        }
        return parts;
    }

    private static boolean isReady(int node, List<BitSet> inputs, BitSet done) {
        BitSet missing = (BitSet) inputs.get(node).clone();
        missing.andNot(done);
        return !done.get(node) && missing.isEmpty();
    }
}
