package dev.squeezebench.measure.tensor;

/** IEEE 754 binary16; the JDK has this from 20 on, and Android not. */
public final class Float16 {
    /** The largest finite value: 65504. */
    public static final float LARGEST = 0x1.ffcp15f;

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION_MASK = 0x3ff;
    private static final int EXPONENT_MASK = 0x1f;
    private static final int BIAS = 15;
    private static final int WIDE_BIAS = 127;
    private static final int WIDE_EXPONENT_MASK = 0xff;
    private static final int WIDE_FRACTION_BITS = 23;
    private static final int DROPPED_BITS = WIDE_FRACTION_BITS - FRACTION_BITS;
    private static final int HALF_STEP = 1 << (DROPPED_BITS - 1);
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int NOT_A_NUMBER = 0x7e00;
    private static final float LEAST_NORMAL = 0x1p-14f;

    private Float16() {}

    /** The value of 16 bits, exactly. */
    public static float value(short bits) {
        int sign = (bits & SIGN) << Short.SIZE;
        int exponent = bits >> FRACTION_BITS & EXPONENT_MASK;
        int fraction = bits & FRACTION_MASK;
        if (exponent == 0) {
            // Subnormal: fraction x 2^-24, exact in a float.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == EXPONENT_MASK ? WIDE_EXPONENT_MASK : exponent - BIAS + WIDE_BIAS;
        return Float.intBitsToFloat(sign | wide << WIDE_FRACTION_BITS | fraction << DROPPED_BITS);
    }

    /**
     * The nearest value's bits, of two equally near ones those of the even fraction (IEEE 754-2019, 4.3.1): beyond
     * {@link #LARGEST} and half a step, infinity; not a number stays one.
     */
    public static short bits(float value) {
        if (Float.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        int sign = (Float.floatToRawIntBits(value) >>> Short.SIZE) & SIGN;
        float magnitude = Math.abs(value);
        if (magnitude < LEAST_NORMAL) {
            // Steps of 2^-24, the product exact; 1024 of them are the bits of the least normal value.
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int rebased = Float.floatToRawIntBits(magnitude) - ((WIDE_BIAS - BIAS) << WIDE_FRACTION_BITS);
        int odd = (rebased >>> DROPPED_BITS) & 1;
        // A carry out of the fraction makes the exponent one larger, which is what rounding up means there.
        int rounded = (rebased + HALF_STEP - 1 + odd) >>> DROPPED_BITS;
        return (short) (sign | Math.min(rounded, INFINITY));
    }
}
