package org.tensorflow.lite.gpu;

/** Holds the options. */
public final class GpuDelegateFactory {
    private GpuDelegateFactory() {}

    /** What is set on the GPU. */
    public static final class Options {
        public static final int INFERENCE_PREFERENCE_SUSTAINED_SPEED = 1;

        private int preference = -1;

        public Options setPrecisionLossAllowed(boolean allowed) {
            return this;
        }

        public Options setInferencePreference(int chosen) {
            preference = chosen;
            return this;
        }

        int inferencePreference() {
            return preference;
        }
    }
}
