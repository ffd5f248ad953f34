package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The bytes around a weight's values in a serialised GraphProto: an initialiser whose {@code raw_data} comes last and is
 * not part of the frame (<a href="https://protobuf.dev/programming-guides/encoding/">protobuf encoding</a>).
 */
final class TensorFrame {
    private final byte[] head;
    private final long dataBytes;

    private TensorFrame(byte[] head, long dataBytes) {
        this.head = head;
        this.dataBytes = dataBytes;
    }

    static TensorFrame of(WeightTensor weight, FloatFormat type) throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(weight.name())
                .setDataType(type.dataType().getNumber());
        weight.dimensions().forEach(tensor::addDims);
        byte[] fields = tensor.build().toByteArray();
        long dataBytes =
                Math.multiplyExact(weight.elements(), type.elementType().bytes());
        long content = fields.length
                + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                + CodedOutputStream.computeUInt64SizeNoTag(dataBytes)
                + dataBytes;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(head);
        coded.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt64NoTag(content);
        coded.writeRawBytes(fields);
        coded.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt64NoTag(dataBytes);
        coded.flush();
        return new TensorFrame(head.toByteArray(), dataBytes);
    }

    /** Everything before the values. */
    byte[] head() {
        return head;
    }

    /** Bytes of the values. */
    long dataBytes() {
        return dataBytes;
    }

    /** Bytes of the whole initialiser. */
    long bytes() {
        return head.length + dataBytes;
    }
}
