package dev.squeezebench.android.packer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the build calls. Arguments: folder of the program's jars, folder of the libraries' jars, manifest, version, folder to
 * write to, {@code public} or a PKCS12 file, alias of its key. The password of a key of one's own is in the environment
 * variable {@code ANDROID_KEY_PASSWORD}. A further runner is added by {@link AddMain}.
 */
public final class PackMain {
    private static final int ARGUMENTS = 7;

    private PackMain() {}

    /** Packs. */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS) {
            throw new IllegalArgumentException("usage: PackMain PROGRAM LIBRARIES MANIFEST VERSION FOLDER KEY ALIAS");
        }
        new Packer(jars(args[0]), jars(args[1]), Path.of(args[2]), args[3], key(args[5], args[6]))
                .pack(Path.of(args[4]));
    }

    /** The public key, or one in a file. */
    static SigningKey key(String file, String alias) throws IOException {
        return file.equals("public")
                ? SigningKey.publicDebugKey()
                : SigningKey.own(
                        Path.of(file),
                        alias,
                        Optional.ofNullable(System.getenv("ANDROID_KEY_PASSWORD"))
                                .orElseThrow(
                                        () -> new IOException("set ANDROID_KEY_PASSWORD to the password of " + file))
                                .toCharArray());
    }

    private static List<Path> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
