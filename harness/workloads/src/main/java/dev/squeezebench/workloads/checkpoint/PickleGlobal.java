package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import java.util.Arrays;
import java.util.Optional;

/** Every global name that a pickle may mention. It is compared, never looked up: nothing is imported or instantiated. */
enum PickleGlobal {
    ORDERED_DICT("collections OrderedDict"),
    REBUILD_TENSOR("torch._utils _rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils _rebuild_parameter"),
    BOOL_STORAGE("torch BoolStorage", ElementType.BOOL),
    CHAR_STORAGE("torch CharStorage", ElementType.INT8),
    BYTE_STORAGE("torch ByteStorage", ElementType.UINT8),
    SHORT_STORAGE("torch ShortStorage", ElementType.INT16),
    INT_STORAGE("torch IntStorage", ElementType.INT32),
    LONG_STORAGE("torch LongStorage", ElementType.INT64),
    HALF_STORAGE("torch HalfStorage", ElementType.FLOAT16),
    BFLOAT16_STORAGE("torch BFloat16Storage", ElementType.BFLOAT16),
    FLOAT_STORAGE("torch FloatStorage", ElementType.FLOAT32),
    DOUBLE_STORAGE("torch DoubleStorage", ElementType.FLOAT64);

    private final String name;
    private final Optional<ElementType> type;

    PickleGlobal(String name) {
        this.name = name;
        this.type = Optional.empty();
    }

    PickleGlobal(String name, ElementType type) {
        this.name = name;
        this.type = Optional.of(type);
    }

    /** Element type of a storage; absent for what is none. */
    Optional<ElementType> storageType() {
        return type;
    }

    static Optional<PickleGlobal> of(String module, String name) {
        String both = module + ' ' + name;
        return Arrays.stream(values())
                .filter(global -> global.name.equals(both))
                .findFirst();
    }
}
