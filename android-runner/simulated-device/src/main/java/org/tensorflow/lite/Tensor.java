package org.tensorflow.lite;

/** An input or an output. */
public interface Tensor {
    DataType dataType();

    int[] shape();

    String name();
}
