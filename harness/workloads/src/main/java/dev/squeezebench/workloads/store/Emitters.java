package dev.squeezebench.workloads.store;

import dev.squeezebench.workloads.ModelEmitter;
import java.util.List;
import java.util.ServiceLoader;

/** The writers of model files that are on the class path. */
public final class Emitters {
    private Emitters() {}

    public static List<ModelEmitter> all() {
        return ServiceLoader.load(ModelEmitter.class, Emitters.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The writer of a format.
     *
     * @throws IllegalArgumentException when there is none; the message names what there is
     */
    public static ModelEmitter ofFormat(String format) {
        List<ModelEmitter> all = all();
        return all.stream()
                .filter(emitter -> emitter.format().equals(format))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no writer of model format '" + format + "'; there are "
                        + String.join(
                                ", ", all.stream().map(ModelEmitter::format).toList())));
    }
}
