package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.checkpoint.PickleValue.Dictionary;
import dev.squeezebench.workloads.checkpoint.PickleValue.StorageReference;
import dev.squeezebench.workloads.checkpoint.PickleValue.TensorReference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the tensors that a pickle describes onto their storages. */
final class TorchTensors {
    private final Storages storages;
    private final Map<String, Storage> known = new LinkedHashMap<>();

    TorchTensors(Storages storages) {
        this.storages = storages;
    }

    /** Finds the elements that are outside the pickle. */
    @FunctionalInterface
    interface Storages {
        /**
         * The storage of a key.
         *
         * @throws RefusedPickleException when there is none, or its size is not the claimed one
         */
        Storage find(String key, ElementType type, long elements) throws RefusedPickleException, IOException;
    }

    /** The tensors by name; other values of the dictionary are no weights and are left out. */
    Map<String, CheckpointTensor> of(PickleValue pickle) throws RefusedPickleException, IOException {
        if (!(pickle instanceof Dictionary dictionary)) {
            throw new RefusedPickleException("it contains no dictionary of tensors");
        }
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, PickleValue> entry : dictionary.entries().entrySet()) {
            if (entry.getValue() instanceof TensorReference reference) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), reference));
            }
        }
        if (tensors.isEmpty()) {
            throw new RefusedPickleException("its dictionary contains no tensors");
        }
        return tensors;
    }

    private CheckpointTensor tensor(String name, TensorReference reference) throws RefusedPickleException, IOException {
        Storage storage = storage(reference.storage());
        try {
            return new CheckpointTensor(reference.shape(), reference.strides(), reference.offset(), storage);
        } catch (IllegalArgumentException e) {
            throw new RefusedPickleException("tensor " + Printable.quoted(name) + ": " + e.getMessage());
        }
    }

    private Storage storage(StorageReference reference) throws RefusedPickleException, IOException {
        ElementType type = reference.storage().storageType().orElseThrow();
        Storage storage = known.get(reference.key());
        if (storage == null) {
            storage = storages.find(reference.key(), type, reference.elements());
            known.put(reference.key(), storage);
        }
        if (storage.type() != type || storage.elements() != reference.elements()) {
            throw new RefusedPickleException(
                    "storage " + Printable.quoted(reference.key()) + " is described in two ways");
        }
        return storage;
    }
}
