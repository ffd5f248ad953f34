package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.ElementType;

/** How far an output may be from what is expected. */
public sealed interface OutputTolerance {
    /**
     * Largest absolute error allowed, at least 0.
     *
     * @param type element type of the output
     * @param expected size of what is expected of it
     */
    double allowed(ElementType type, Size expected);

    /**
     * How large the values of an output are.
     *
     * @param largest largest absolute value
     * @param rootMeanSquare of all of them
     */
    record Size(double largest, double rootMeanSquare) {
        public Size {
            if (!(rootMeanSquare >= 0) || !(largest >= 0)) {
                throw new IllegalArgumentException("sizes are 0 or more, not " + largest + " and " + rootMeanSquare);
            }
        }
    }

    /**
     * The same for every output: for networks whose outputs are known to be of the order of 1.
     *
     * @param error above 0
     */
    record Absolute(double error) implements OutputTolerance {
        public Absolute {
            if (!(error > 0)) {
                throw new IllegalArgumentException("the tolerance is above 0, not " + error);
            }
        }

        @Override
        public double allowed(ElementType type, Size expected) {
            return error;
        }
    }

    /**
     * By the root mean square of the output: for rounding, whose errors are noise in proportion to the values that are added
     * up, and not to the largest of them.
     *
     * @param share of the root mean square; above 0
     */
    record Noise(double share) implements OutputTolerance {
        public Noise {
            if (!(share > 0)) {
                throw new IllegalArgumentException("the tolerance is above 0, not " + share);
            }
        }

        @Override
        public double allowed(ElementType type, Size expected) {
            return share * expected.rootMeanSquare();
        }
    }

    /**
     * By the output's size and type. Floating point: a share of the largest expected value, or of 1 where that is
     * smaller, since an output near zero is the difference of larger ones. Integers of 8 and 16 bits, which are quantised:
     * one step, the half that rounding may go either way. Other integers and booleans, which are ids and decisions:
     * nothing.
     *
     * @param share above 0
     */
    record Scaled(double share) implements OutputTolerance {
        public Scaled {
            if (!(share > 0)) {
                throw new IllegalArgumentException("the tolerance is above 0, not " + share);
            }
        }

        @Override
        public double allowed(ElementType type, Size expected) {
            return switch (type) {
                case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> share * Math.max(1, expected.largest());
                case INT8, UINT8, INT16 -> 1;
                case INT32, INT64, BOOL -> 0;
            };
        }
    }
}
