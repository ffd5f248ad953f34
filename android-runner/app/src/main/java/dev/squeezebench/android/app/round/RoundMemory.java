package dev.squeezebench.android.app.round;

import dev.squeezebench.measure.trial.TrialRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many of a round's processes the device has memory for at once: what does not fit would be measured while Android ends
 * other apps, or be ended itself.
 */
enum RoundMemory {
    /** All of them, or the device does not tell. */
    ALL,
    /** Each of them alone. */
    ONE_BY_ONE;

    /** A loaded model takes its file's size, and about as much again for what XNNPACK packs and computes in. */
    private static final int BYTES_PER_FILE_BYTE = 3;

    /** A process with nothing but the runtime. */
    private static final long BYTES_PER_PROCESS = 96L << 20;

    /**
     * Looks before any process starts.
     *
     * @param available memory of the device; absent where it does not tell
     * @throws IOException when not even the largest of them fits
     */
    static RoundMemory of(List<TrialRequest> arms, OptionalLong available) throws IOException {
        long all = 0;
        long largest = 0;
        for (TrialRequest arm : arms) {
            long needed = BYTES_PER_PROCESS
                    + BYTES_PER_FILE_BYTE * Files.size(arm.session().model());
            all += needed;
            largest = Math.max(largest, needed);
        }
        if (!available.isPresent() || all <= available.getAsLong()) {
            return ALL;
        }
        if (largest <= available.getAsLong()) {
            return ONE_BY_ONE;
        }
        throw new IOException("low_memory: one process needs about " + (largest >> 20) + " MiB, and the device has "
                + (available.getAsLong() >> 20) + " MiB available: end other apps, or measure a smaller model");
    }
}
