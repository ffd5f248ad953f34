package dev.squeezebench.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.core.trial.FakeTrials;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputComparisonTest {
    private static final OutputComparison UNMASKED =
            new OutputComparison("reference", ofLargest(0.1), Optional.empty());

    private static final OutputTolerance FLOAT32 = OutputTolerance.ofUserModel(List.of(ElementType.FLOAT32), false);

    /** A share of the largest element, and nothing else. */
    private static OutputTolerance ofLargest(double share) {
        return new OutputTolerance(OutputTolerance.Scale.LARGEST, share, 0, 10);
    }

    @Test
    void errorsAreAbsoluteRelativeToTheLargestValueAndAnAngle() {
        OutputCheck.Checked check = checked(UNMASKED.check(
                List.of(FakeTrials.floats("y", 3, 4)),
                List.of(FakeTrials.floats("y", 4, 4), FakeTrials.floats("z", 1))));

        assertThat(check.maxAbsError()).isEqualTo(1);
        assertThat(check.maxRelError()).isEqualTo(0.25);
        // (3, 4) . (4, 4) = 28; |(3, 4)| = 5; |(4, 4)| = sqrt 32.
        assertThat(check.cosine()).isCloseTo(28 / (5 * Math.sqrt(32)), within(1e-15));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void paddingDoesNotCountWhereAnOutputHasPositions() {
        OutputComparison masked = new OutputComparison(
                "reference", ofLargest(0.1), Optional.of(FakeTrials.ints("attention_mask", 1, 0, 1)));
        Tensor expected = positions("hidden", 3, 1, 2, 3, 4, 5, 6);

        assertThat(checked(masked.check(List.of(expected), List.of(positions("hidden", 3, 1, 2, 99, 99, 5, 6))))
                        .passed())
                .isTrue();
        assertThat(checked(masked.check(List.of(expected), List.of(positions("hidden", 3, 1, 2, 3, 4, 5, 7))))
                        .passed())
                .isFalse();
        // Another shape has no positions: all of it counts.
        assertThat(checked(masked.check(
                                List.of(FakeTrials.floats("pooled", 1, 2, 3, 4)),
                                List.of(FakeTrials.floats("pooled", 1, 9, 3, 4))))
                        .passed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void aValueThatIsNoNumberMakesOutputsIncomparable(double strange) {
        assertThat(UNMASKED.check(List.of(FakeTrials.floats("y", 1, 2)), List.of(FakeTrials.floats("y", 1, strange))))
                .isEqualTo(new OutputCheck.Incomparable(
                        "reference", "output 'y' has 1 values that are NaN or infinite, of 2"));
    }

    @Test
    void anotherNameOrShapeOrNothingAtAllIsIncomparable() {
        List<Tensor> expected = List.of(FakeTrials.floats("y", 1, 2));

        assertThat(reason(expected, List.of(FakeTrials.floats("x", 1, 2))))
                .isEqualTo("there is no output 'y', only [x]");
        assertThat(reason(expected, List.of(FakeTrials.floats("y", 1, 2, 3))))
                .isEqualTo("output 'y' has shape [1, 3], not [1, 2]");
        assertThat(reason(List.of(), expected)).isEqualTo("the reference has no outputs");
        assertThat(new OutputComparison("r", ofLargest(1), Optional.of(FakeTrials.ints("attention_mask", 0, 0)))
                        .check(expected, expected))
                .isEqualTo(new OutputCheck.Incomparable("r", "output 'y' has no position that the mask keeps"));
    }

    @Test
    void scaledTolerancesFollowTheSizeOfAnOutput() {
        OutputComparison scaled = new OutputComparison("r", ofLargest(0.01), Optional.empty());
        List<Tensor> large = List.of(FakeTrials.floats("y", 1000, -500));

        assertThat(checked(scaled.check(large, List.of(FakeTrials.floats("y", 1009, -500))))
                        .passed())
                .isTrue();
        OutputCheck.Checked failed = checked(scaled.check(large, List.of(FakeTrials.floats("y", 1011, -500))));
        assertThat(failed.passed()).isFalse();
        assertThat(failed.tolerance()).isEqualTo(10);
    }

    /** Cases small and boxes of the review: 8 times too large, and all scores zero beside boxes of hundreds. */
    @Test
    void wrongValuesAreSeenHoweverSmallTheyAreBesideOthersOrAltogether() {
        OutputComparison comparison = new OutputComparison("r", FLOAT32, Optional.empty());
        List<Tensor> small = List.of(FakeTrials.floats("y", 4.5e-5, 5.2e-5, 6.0e-5, 6.9e-5));
        OutputCheck.Checked eightfold =
                checked(comparison.check(List.of(FakeTrials.floats("y", 36e-5, 42e-5, 48e-5, 55e-5)), small));
        assertThat(eightfold.passed()).isFalse();
        assertThat(eightfold.outputs().get(0).norm().orElseThrow().error()).isCloseTo(0.875, within(0.01));
        assertThat(checked(comparison.check(small, small)).passed()).isTrue();

        List<Tensor> boxes = List.of(FakeTrials.floats("y", 192, 283, 375, 466, 0.15, 0.17, 0.2, 0.22));
        assertThat(checked(comparison.check(List.of(FakeTrials.floats("y", 192, 283, 375, 466, 0, 0, 0, 0)), boxes))
                        .passed())
                .isFalse();
        // Of all boxes alike, one part in 100 000 is rounding.
        assertThat(checked(comparison.check(
                                List.of(FakeTrials.floats("y", 192.001, 283, 375, 466.002, 0.15001, 0.17, 0.2, 0.22)),
                                boxes))
                        .passed())
                .isTrue();
    }

    @Test
    void manySmallErrorsThatNoElementShowsAreSeenInTheNorm() {
        double[] ones = new double[1000];
        double[] shifted = new double[1000];
        java.util.Arrays.fill(ones, 1);
        java.util.Arrays.fill(shifted, 1.05);
        OutputComparison comparison = new OutputComparison(
                "r", new OutputTolerance(OutputTolerance.Scale.LARGEST, 0.1, 0, 0.01), Optional.empty());

        OutputCheck.Checked check = checked(
                comparison.check(List.of(FakeTrials.floats("y", ones)), List.of(FakeTrials.floats("y", shifted))));

        assertThat(check.maxAbsError()).isLessThan(check.tolerance());
        assertThat(check.passed()).isFalse();
    }

    @Test
    void outputsTooSmallToTellAreSaidToBeUncheckedAndOthersStillDecide() {
        OutputComparison comparison = new OutputComparison("r", FLOAT32, Optional.empty());
        Tensor tiny = FakeTrials.floats("tiny", 1e-9, -2e-9);
        Tensor otherTiny = FakeTrials.floats("tiny", 3e-9, 4e-9);

        assertThat(comparison.check(List.of(tiny), List.of(otherTiny)))
                .isInstanceOfSatisfying(OutputCheck.NotChecked.class, check -> assertThat(check.reason())
                        .contains("'tiny'", "too small"));
        OutputCheck.Checked both = checked(comparison.check(
                List.of(tiny, FakeTrials.floats("y", 1)), List.of(otherTiny, FakeTrials.floats("y", 1))));
        assertThat(both.passed()).isTrue();
        assertThat(both.notJudged()).extracting(OutputCheck.NotJudged::name).containsExactly("tiny");
        // Large where nothing is expected is wrong, however small the expectation.
        assertThat(checked(comparison.check(List.of(tiny), List.of(FakeTrials.floats("tiny", 0.1, 0))))
                        .passed())
                .isFalse();
        assertThat(checked(comparison.check(List.of(tiny), List.of(tiny))).passed())
                .isTrue();
    }

    /** Case nothing-found of the review: a detector that finds nothing. */
    @Test
    void emptyEqualsEmpty() {
        Tensor empty = new Tensor("found", ElementType.INT64, List.of(2L, 0L), ByteBuffer.allocate(0));

        assertThat(checked(UNMASKED.check(List.of(empty), List.of(empty))).passed())
                .isTrue();
        assertThat(reason(List.of(empty), List.of(FakeTrials.ints("found", 1, 2))))
                .contains("has shape");
    }

    @Test
    void idsBeyondWhatDoubleSeparatesAreStillCompared() {
        assertThat(checked(UNMASKED.check(List.of(longs((1L << 53) + 1)), List.of(longs(1L << 53))))
                        .passed())
                .isFalse();
    }

    private static Tensor longs(long value) {
        ByteBuffer data = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(0, value);
        return new Tensor("id", ElementType.INT64, List.of(1L), data);
    }

    @Test
    void tolerancesOfNoiseFollowTheRootMeanSquareAndNotTheLargestValue() {
        OutputComparison noise = new OutputComparison(
                "r", new OutputTolerance(OutputTolerance.Scale.ROOT_MEAN_SQUARE, 0.1, 0, 10), Optional.empty());
        List<Tensor> expected = List.of(FakeTrials.floats("y", 7, 1, 1, 1));

        OutputCheck.Checked check = checked(noise.check(expected, List.of(FakeTrials.floats("y", 7, 1, 1, 1.4))));

        assertThat(check.tolerance()).isCloseTo(0.1 * Math.sqrt(52 / 4.0), within(1e-9));
        assertThat(check.passed()).isFalse();
        assertThat(checked(noise.check(expected, List.of(FakeTrials.floats("y", 7, 1, 1, 1.3))))
                        .passed())
                .isTrue();
    }

    @Test
    void theOutputThatExceedsItsOwnToleranceDecidesAndNotTheOneWithTheLargerError() {
        OutputComparison scaled = new OutputComparison("r", ofLargest(0.01), Optional.empty());

        OutputCheck.Checked check = checked(scaled.check(
                List.of(FakeTrials.floats("large", 1000), FakeTrials.floats("small", 1)),
                List.of(FakeTrials.floats("large", 1001), FakeTrials.floats("small", 1.5))));

        assertThat(check.passed()).isFalse();
        assertThat(check.maxAbsError()).isEqualTo(0.5);
        assertThat(check.tolerance()).isEqualTo(0.01);
    }

    @Test
    void idsAreExactAndQuantisedValuesOneStep() {
        OutputComparison scaled = new OutputComparison("r", ofLargest(0.1), Optional.empty());

        assertThat(checked(scaled.check(List.of(FakeTrials.ints("id", 7)), List.of(FakeTrials.ints("id", 8))))
                        .passed())
                .isFalse();
        assertThat(checked(scaled.check(List.of(FakeTrials.ints("id", 7)), List.of(FakeTrials.ints("id", 7))))
                        .passed())
                .isTrue();
        assertThat(checked(scaled.check(List.of(bytes(7, 9)), List.of(bytes(8, 9))))
                        .passed())
                .isTrue();
        assertThat(checked(scaled.check(List.of(bytes(7, 9)), List.of(bytes(9, 9))))
                        .passed())
                .isFalse();
    }

    @Test
    void theSameInfinityOnBothSidesIsNoDifference() {
        List<Tensor> masked = List.of(FakeTrials.floats("logits", Double.NEGATIVE_INFINITY, 1));

        assertThat(checked(UNMASKED.check(masked, masked)).passed()).isTrue();
        assertThat(reason(masked, List.of(FakeTrials.floats("logits", Double.POSITIVE_INFINITY, 1))))
                .contains("1 values that are NaN or infinite");
    }

    private static Tensor bytes(int... values) {
        byte[] data = new byte[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) values[i];
        }
        return new Tensor("q", ElementType.UINT8, List.of(1L, (long) data.length), ByteBuffer.wrap(data));
    }

    /** Bit patterns and values of IEEE 754-2019, table 3.5 and its examples, and of the bfloat16 format. */
    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 0x3c00, 1",
        "FLOAT16, 0xc000, -2",
        "FLOAT16, 0x7bff, 65504",
        "FLOAT16, 0x0400, 6.103515625e-05",
        "FLOAT16, 0x0001, 5.9604644775390625e-08",
        "FLOAT16, 0x3555, 0.333251953125",
        "FLOAT16, 0x7c00, Infinity",
        "BFLOAT16, 0x3f80, 1",
        "BFLOAT16, 0xc049, -3.140625"
    })
    void sixteenBitFloatsAreWidenedExactly(ElementType type, String bits, double value) {
        ByteBuffer data = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, (short) (int) Integer.decode(bits));

        assertThat(new TensorValues(new Tensor("h", type, List.of(1L), data)).at(0))
                .isEqualTo(value);
    }

    private static Tensor positions(String name, long sequence, double... values) {
        Tensor flat = FakeTrials.floats(name, values);
        return new Tensor(name, ElementType.FLOAT32, List.of(1L, sequence, values.length / sequence), flat.data());
    }

    private static OutputCheck.Checked checked(OutputCheck check) {
        assertThat(check).isInstanceOf(OutputCheck.Checked.class);
        return (OutputCheck.Checked) check;
    }

    private static String reason(List<Tensor> expected, List<Tensor> actual) {
        return ((OutputCheck.Incomparable) UNMASKED.check(expected, actual)).reason();
    }
}
