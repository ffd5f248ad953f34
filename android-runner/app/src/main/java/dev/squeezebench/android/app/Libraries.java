package dev.squeezebench.android.app;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** The native libraries in shell mode, where no package manager has put them where the system looks. */
final class Libraries {
    /** System property: the folder that holds them. */
    static final String FOLDER = "squeezebench.libraries";

    private static final String[] IN_ORDER = {"libjnijavacpp.so", "libjnitensorflowlite.so"};

    private Libraries() {}

    /** Loads them where a folder is named; otherwise JavaCPP looks for them itself. */
    static void load() {
        @Nullable String folder = System.getProperty(FOLDER);
        if (folder != null) {
            System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
            for (String name : IN_ORDER) {
                System.load(new File(folder, name).getAbsolutePath());
            }
        }
    }
}
