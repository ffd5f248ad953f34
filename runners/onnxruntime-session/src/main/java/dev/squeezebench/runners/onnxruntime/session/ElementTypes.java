package dev.squeezebench.runners.onnxruntime.session;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;

/** Element types in ONNX Runtime's words and in ours. */
final class ElementTypes {
    private ElementTypes() {}

    /**
     * Our word for an element type.
     *
     * @throws UnsupportedByRunnerException for the types that the Java API or a tensor file has no form for: strings,
     *     unsigned integers above 8 bits, complex numbers, 8-bit floats
     */
    static ElementType of(String tensor, TensorInfo info) throws UnsupportedByRunnerException {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64;
            default ->
                throw new UnsupportedByRunnerException("tensor '" + tensor + "' has element type "
                        + info.onnxType.name().replaceFirst("^ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                        + ", which cannot be exchanged with ONNX Runtime's Java API here");
        };
    }

    /** ONNX Runtime's word for an element type. */
    static OnnxJavaType of(ElementType type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
        };
    }
}
