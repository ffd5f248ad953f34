package org.tensorflow.lite;

/** Types of tensors, in the order of Android's. */
public enum DataType {
    FLOAT32,
    INT32,
    UINT8,
    INT64,
    STRING,
    BOOL,
    INT16,
    INT8
}
