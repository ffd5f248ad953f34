package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.io.File;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The shared library of TensorFlow Lite and its bindings. */
final class NativeLibrary {
    /** Where JavaCPP unpacks libraries from jars; its default is a folder in the user's home. */
    private static final String UNPACK_FOLDER = "org.bytedeco.javacpp.cachedir";

    /** JavaCPP's own limits, which are checked when it allocates: they collect garbage, sleep and then give up. */
    private static final String[] LIMITS = {"org.bytedeco.javacpp.maxbytes", "org.bytedeco.javacpp.maxphysicalbytes"};

    private NativeLibrary() {}

    /**
     * Loads the library, once a process, and asks it who it is.
     *
     * @throws RunnerException when there is none for this platform or it cannot be linked
     */
    static RuntimeInfo load() throws RunnerException {
        setUnlessSet(UNPACK_FOLDER, new File(UserCache.ofThisUser(), "javacpp").getPath());
        for (String limit : LIMITS) {
            // A model may need more memory than twice the Java heap, which is their default.
            setUnlessSet(limit, "0");
        }
        try {
            Loader.load(tensorflowlite.class);
            String version = tensorflowlite.TfLiteVersion().getString();
            return new RuntimeInfo(
                    version, "schema " + tensorflowlite.TfLiteSchemaVersion() + ", " + Loader.getPlatform());
        } catch (LinkageError e) {
            throw new RunnerException(
                    "TensorFlow Lite has no library that loads on " + Loader.getPlatform() + " (" + e.getMessage()
                            + "); build the distribution on this platform, or put the jars tensorflow-lite and javacpp"
                            + " with classifier " + Loader.getPlatform() + " on the class path",
                    e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
