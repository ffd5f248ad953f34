package dev.squeezebench.android.packer;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.OutputMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Android's form of class files. */
final class Dex {
    /** Android 8: the oldest that the measuring classes are checked for. */
    static final int MIN_API = 26;

    private Dex() {}

    /**
     * Compiles jars into one {@code classes.dex} or several.
     *
     * @param jars program; resources in them are left out
     * @param folder that the files are written to
     * @throws IOException when D8 refuses a class; the message has its words
     */
    static void compile(Collection<Path> jars, Path folder) throws IOException {
        List<String> errors = new ArrayList<>();
        DiagnosticsHandler handler = new DiagnosticsHandler() {
            @Override
            public void error(Diagnostic error) {
                errors.add(error.getDiagnosticMessage());
            }

            @Override
            public void warning(Diagnostic warning) {
                // From API 24 on interfaces need no desugaring, for which D8 would have to see the platform's classes.
            }
        };
        try {
            D8.run(D8Command.builder(handler)
                    .addProgramFiles(jars)
                    .addLibraryResourceProvider(JdkClassFileProvider.fromSystemJdk())
                    .setMinApiLevel(MIN_API)
                    .setMode(CompilationMode.RELEASE)
                    .setOutput(folder, OutputMode.DexIndexed)
                    .build());
        } catch (CompilationFailedException e) {
            throw new IOException("D8 cannot compile the phone's classes: " + String.join("; ", errors), e);
        }
    }
}
