package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** ONNX's words for types and shapes in ours. */
final class OnnxTypes {
    /** Words for an unknown size: two axes with such a word need not have one size. */
    private static final Pattern NO_SYMBOL = Pattern.compile("(?i)|\\?+|\\*|-?\\d+|none|null|nan|unk.*|dyn(amic)?|any");

    /** Types that the schema got after version 1.17, by number. */
    private static final Map<Integer, String> LATER_TYPES =
            Map.of(23, "FLOAT4E2M1", 24, "FLOAT8E8M0", 25, "UINT2", 26, "INT2");

    private static final Map<Integer, Long> LATER_BITS = Map.of(23, 4L, 24, 8L, 25, 2L, 26, 2L);

    private OnnxTypes() {}

    /** Our element type; absent for those that cannot be exchanged with a runtime here. */
    static Optional<ElementType> of(int number) {
        DataType type = DataType.forNumber(number);
        if (type == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (type) {
                    case BOOL -> ElementType.BOOL;
                    case INT8 -> ElementType.INT8;
                    case UINT8 -> ElementType.UINT8;
                    case INT16 -> ElementType.INT16;
                    case INT32 -> ElementType.INT32;
                    case INT64 -> ElementType.INT64;
                    case FLOAT16 -> ElementType.FLOAT16;
                    case BFLOAT16 -> ElementType.BFLOAT16;
                    case FLOAT -> ElementType.FLOAT32;
                    case DOUBLE -> ElementType.FLOAT64;
                    default -> null;
                });
    }

    /** Whether such a constant is a weight: shapes and indices are wide integers. */
    static boolean isWeight(TensorProto tensor) {
        DataType type = DataType.forNumber(tensor.getDataType());
        return type == null
                ? LATER_TYPES.containsKey(tensor.getDataType())
                : switch (type) {
                    case UNDEFINED, STRING, BOOL, INT64, UINT64, INT32, UINT32, INT16, UINT16 -> false;
                    default -> true;
                };
    }

    /** Bits of an element; absent where they have no fixed number. */
    static OptionalLong bits(int number) {
        DataType type = DataType.forNumber(number);
        if (type == null) {
            return LATER_BITS.containsKey(number) ? OptionalLong.of(LATER_BITS.get(number)) : OptionalLong.empty();
        }
        return switch (type) {
            case UNDEFINED, STRING -> OptionalLong.empty();
            case INT4, UINT4 -> OptionalLong.of(4);
            case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, INT8, UINT8, BOOL -> OptionalLong.of(8);
            case INT16, UINT16, FLOAT16, BFLOAT16 -> OptionalLong.of(16);
            case INT32, UINT32, FLOAT -> OptionalLong.of(32);
            case INT64, UINT64, DOUBLE, COMPLEX64 -> OptionalLong.of(64);
            case COMPLEX128 -> OptionalLong.of(128);
        };
    }

    /** An input or output. */
    static ModelPort port(ValueInfoProto value) {
        TypeProto type = value.getType();
        if (!type.hasTensorType()) {
            return new ModelPort(
                    value.getName(),
                    Optional.empty(),
                    type.getValueCase().name().replace("_TYPE", ""),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());
        }
        int number = type.getTensorType().getElemType();
        Optional<ElementType> known = of(number);
        DataType foreign = DataType.forNumber(number);
        return new ModelPort(
                value.getName(),
                Optional.empty(),
                known.map(ElementType::word)
                        .orElseGet(() -> foreign == null
                                ? LATER_TYPES.getOrDefault(number, String.valueOf(number))
                                : foreign.name()),
                known,
                dimensions(type),
                OptionalLong.empty());
    }

    /** Axes of a tensor; absent where the file does not say how many there are. */
    static Optional<List<Dimension>> dimensions(TypeProto type) {
        return type.hasTensorType() && type.getTensorType().hasShape()
                ? Optional.of(type.getTensorType().getShape().getDimList().stream()
                        .map(OnnxTypes::dimension)
                        .toList())
                : Optional.empty();
    }

    /** Some exporters write -1 for a size that the data decide, and some a word that says no more than that. */
    private static Dimension dimension(TensorShapeProto.Dimension dimension) {
        return dimension.hasDimValue() && dimension.getDimValue() >= 0
                ? new Dimension(OptionalLong.of(dimension.getDimValue()), Optional.empty())
                : new Dimension(
                        OptionalLong.empty(),
                        Optional.of(dimension.getDimParam().strip())
                                .filter(name -> !NO_SYMBOL.matcher(name).matches()));
    }
}
