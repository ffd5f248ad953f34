package org.tensorflow.lite.gpu;

import org.tensorflow.lite.Delegate;

/** Stands for the GPU. */
public final class GpuDelegate implements Delegate {
    public GpuDelegate(GpuDelegateFactory.Options options) {
        if (options.inferencePreference() < 0) {
            throw new IllegalArgumentException("the preference is not set");
        }
    }

    @Override
    public long getNativeHandle() {
        return 1;
    }
}
