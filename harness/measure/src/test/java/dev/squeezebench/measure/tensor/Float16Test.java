package dev.squeezebench.measure.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {
    /** Values of the table in IEEE 754-2008's binary16. */
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0",
        "0x0001, 5.9604644775390625e-8",
        "0x03ff, 6.097555160522461e-5",
        "0x0400, 6.103515625e-5",
        "0x3555, 0.333251953125",
        "0x3c00, 1",
        "0x3c01, 1.0009765625",
        "0x7bff, 65504",
        "0x7c00, Infinity",
        "0xc000, -2",
        "0x8001, -5.9604644775390625e-8"
    })
    void bitsHaveTheValueOfTheStandard(String bits, float value) {
        assertThat(Float16.value((short) (int) Integer.decode(bits))).isEqualTo(value);
    }

    @Test
    void minusZeroKeepsItsSignAndNotANumberIsNone() {
        assertThat(Float.floatToRawIntBits(Float16.value((short) 0x8000))).isEqualTo(0x80000000);
        assertThat(Float16.value((short) 0x7e00)).isNaN();
    }

    @Test
    void everyBitPatternComesBack() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = Float16.value((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Float16.bits(value)).as("0x%x", bits).isEqualTo((short) bits);
            }
        }
        assertThat(Float16.bits(Float.NaN)).isEqualTo((short) 0x7e00);
    }

    /** Between any two neighbours: nearer to one, nearer to the other, and in the middle, where the even one wins. */
    @Test
    void everyStepIsRoundedToTheNearestAndFromItsMiddleToTheEvenOne() {
        for (int below = 0; below < 0x7bff; below++) {
            // Exact: the sum of two neighbours has one bit more than they have.
            float middle = (Float16.value((short) below) + Float16.value((short) (below + 1))) / 2;
            int even = below % 2 == 0 ? below : below + 1;
            assertThat(Float16.bits(Math.nextDown(middle)))
                    .as("below %s", middle)
                    .isEqualTo((short) below);
            assertThat(Float16.bits(middle)).as("at %s", middle).isEqualTo((short) even);
            assertThat(Float16.bits(-middle)).as("at -%s", middle).isEqualTo((short) (even | 0x8000));
            assertThat(Float16.bits(Math.nextUp(middle))).as("above %s", middle).isEqualTo((short) (below + 1));
        }
    }

    /** Half a step beyond the largest is rounded as if there were a next one (IEEE 754-2019, 4.3.1). */
    @ParameterizedTest
    @CsvSource({
        "65504, 0x7bff",
        "65519.996, 0x7bff",
        "65520, 0x7c00",
        "-65520, 0xfc00",
        "1e30, 0x7c00",
        "Infinity, 0x7c00",
        "2.9802322387695312e-8, 0x0000",
        "2.9802326e-8, 0x0001",
        "-1e-40, 0x8000"
    })
    void whatIsBeyondTheLargestIsInfiniteAndWhatIsBelowHalfTheLeastIsZero(float value, String bits) {
        assertThat(Float16.bits(value)).isEqualTo((short) (int) Integer.decode(bits));
    }

    /** The JDK's own, where it has one: from 20 on. */
    @Test
    void theJdkRoundsAlike() throws ReflectiveOperationException {
        Optional<Method> jdk = Arrays.stream(Float.class.getMethods())
                .filter(method -> method.getName().equals("floatToFloat16"))
                .findFirst();
        assumeThat(jdk).as("Float.floatToFloat16").isPresent();
        Random random = new Random(16);
        for (int i = 0; i < 1_000_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isNaN(value)) {
                assertThat(Float16.bits(value)).as("%s", value).isEqualTo((short)
                        jdk.orElseThrow().invoke(null, value));
            }
        }
    }
}
