package org.tensorflow.lite;

import java.io.Closeable;

/** What takes nodes of a graph. */
public interface Delegate extends Closeable {
    /** Where it is in native memory. */
    long getNativeHandle();

    @Override
    default void close() {}
}
