package dev.squeezebench.workloads.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Estimates the memory that a protobuf file takes once it is parsed, without parsing it: a message of two bytes becomes an
 * object of more than a hundred, so a file's size says little.
 */
final class ProtobufSize {
    private static final int MESSAGE_BYTES = 160;
    private static final int TEXT_BYTES = 56;

    /** The parser's own limit. */
    private static final int DEEPEST = 100;

    private final CodedInputStream input;
    private final long limit;
    private long bytes;

    private ProtobufSize(CodedInputStream input, long limit) {
        this.input = input;
        this.limit = limit;
    }

    /**
     * Whether the parsed file fits.
     *
     * @param type of the outermost message
     * @param limit in bytes; where it is exceeded the rest of the file is not read
     * @throws InvalidProtocolBufferException when it is no such file
     */
    static boolean fits(CodedInputStream input, Descriptor type, long limit) throws IOException {
        ProtobufSize size = new ProtobufSize(input, limit);
        size.message(type, 0);
        return size.bytes <= limit;
    }

    private void message(Descriptor type, int depth) throws IOException {
        bytes += MESSAGE_BYTES;
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("messages are nested too deeply");
        }
        while (bytes <= limit) {
            int tag = input.readTag();
            if (tag == 0) {
                return;
            }
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                bytes += Long.BYTES;
                input.skipField(tag);
                continue;
            }
            int length = input.readRawVarint32();
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int outer = input.pushLimit(length);
                message(field.getMessageType(), depth + 1);
                if (bytes <= limit) {
                    input.popLimit(outer);
                }
            } else {
                bytes += parsed(field, length);
                input.skipRawBytes(length);
            }
        }
    }

    /** Texts and weights stay in the file, but for what is asked of a text; numbers of variable length become 8 bytes. */
    private static long parsed(FieldDescriptor field, int length) {
        return switch (field.getJavaType()) {
            case STRING -> TEXT_BYTES + length;
            case INT, LONG, ENUM -> (long) Long.BYTES * length;
            default -> TEXT_BYTES;
        };
    }
}
