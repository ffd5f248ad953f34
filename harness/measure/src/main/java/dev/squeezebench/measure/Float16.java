package dev.squeezebench.measure;

/** IEEE 754 binary16; the JDK has this from 20 on, and Android not. */
public final class Float16 {
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION_MASK = 0x3ff;
    private static final int EXPONENT_MASK = 0x1f;
    private static final int BIAS = 15;
    private static final int WIDE_BIAS = 127;
    private static final int WIDE_EXPONENT_MASK = 0xff;
    private static final int WIDE_FRACTION_BITS = 23;

    private Float16() {}

    /** The value of 16 bits, exactly. */
    public static float value(short bits) {
        int sign = (bits & 0x8000) << Short.SIZE;
        int exponent = bits >> FRACTION_BITS & EXPONENT_MASK;
        int fraction = bits & FRACTION_MASK;
        if (exponent == 0) {
            // Subnormal: fraction x 2^-24, exact in a float.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == EXPONENT_MASK ? WIDE_EXPONENT_MASK : exponent - BIAS + WIDE_BIAS;
        return Float.intBitsToFloat(
                sign | wide << WIDE_FRACTION_BITS | fraction << (WIDE_FRACTION_BITS - FRACTION_BITS));
    }
}
