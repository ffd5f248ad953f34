package dev.squeezebench.results.claims;

/**
 * What a measurement says about a claim. Confirming or refuting one takes the device it was made on; until such devices
 * are measured, the only honest answer is that the two cannot be compared.
 */
public sealed interface ClaimVerdict {
    /** One sentence with both numbers. */
    String sentence();

    /**
     * Measured elsewhere: never a pass, whatever the numbers.
     *
     * @param claim the published figure
     * @param measuredOn target and machine
     * @param measured the speed-up with its spread, as printed
     */
    record NotComparable(Claim claim, String measuredOn, String measured) implements ClaimVerdict {
        @Override
        public String sentence() {
            return "not comparable: measured " + measured + " on " + measuredOn + ", claimed " + claim.speedUp()
                    + "x on a " + claim.device() + " (" + claim.source() + ")";
        }
    }
}
