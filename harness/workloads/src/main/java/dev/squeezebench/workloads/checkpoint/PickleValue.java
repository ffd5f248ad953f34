package dev.squeezebench.workloads.checkpoint;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What a pickle of tensors can contain: data only, nothing that runs. Values may refer to themselves: no recursion. */
sealed interface PickleValue {
    /** Python's {@code None}, and every number that no tensor needs. */
    enum Opaque implements PickleValue {
        NONE
    }

    record Bool(boolean value) implements PickleValue {}

    record Int(BigInteger value) implements PickleValue {}

    record Text(String value) implements PickleValue {}

    record Tuple(List<PickleValue> items) implements PickleValue {}

    /** A list; the interpreter appends to it. */
    record Sequence(List<PickleValue> items) implements PickleValue {}

    /** A dictionary with texts as keys; the interpreter adds to it. */
    record Dictionary(Map<String, PickleValue> entries) implements PickleValue {}

    /**
     * Something named in the pickle; only the allow-listed ones come into being.
     *
     * @param global which one
     */
    record Named(PickleGlobal global) implements PickleValue {}

    /**
     * Elements kept outside the pickle.
     *
     * @param storage type of storage
     * @param key its name among the storages
     * @param elements how many elements it claims to have
     */
    record StorageReference(PickleGlobal storage, String key, long elements) implements PickleValue {}

    /**
     * A tensor on a storage, unchecked.
     *
     * @param storage where its elements are
     * @param offset first element
     * @param shape dimensions
     * @param strides steps in elements
     */
    record TensorReference(StorageReference storage, long offset, List<Long> shape, List<Long> strides)
            implements PickleValue {}
}
