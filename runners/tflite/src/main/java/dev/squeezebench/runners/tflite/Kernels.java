package dev.squeezebench.runners.tflite;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithXNNPACK;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;

/** Which kernels run a graph on the CPU. */
enum Kernels {
    /** The XNNPACK delegate for what it takes, the built-in kernels for the rest. */
    XNNPACK {
        @Override
        BuiltinOpResolver resolver() {
            return new BuiltinOpResolverWithXNNPACK();
        }
    },
    /** TensorFlow Lite's own kernels alone. */
    BUILTIN {
        @Override
        BuiltinOpResolver resolver() {
            return new BuiltinOpResolverWithoutDefaultDelegates();
        }
    };

    /** A resolver of operators; whoever asks keeps it as long as the interpreter lives. */
    abstract BuiltinOpResolver resolver();

    /** Word in targets and ids. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kernels> of(String word) {
        for (Kernels kernels : values()) {
            if (kernels.word().equals(word)) {
                return Optional.of(kernels);
            }
        }
        return Optional.empty();
    }
}
