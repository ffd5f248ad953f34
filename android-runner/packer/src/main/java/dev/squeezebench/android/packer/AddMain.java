package dev.squeezebench.android.packer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes an app with one runner more of one that is built, without an SDK: the build does it with the official AARs, and the command
 * where a user wants another version of a runtime. Arguments: folder of the app, folder to write to, {@code public} or a PKCS12 file, alias of its key,
 * name of the runner, version of its runtime; then the runner's jar, and the jars and AARs of its runtime. Why it cannot is one line on standard error; the exit code is
 * then 1.
 */
public final class AddMain {
    private static final int ARGUMENTS = 6;
    private static final String APK = "squeezebench.apk";
    private static final String VERSIONS = "META-INF/squeezebench/";
    private static final String VERSION = ".version";
    private static final String SHELL = "squeezebench-shell.jar";

    private AddMain() {}

    /** Packs. */
    public static void main(String[] args) {
        if (args.length < ARGUMENTS) {
            throw new IllegalArgumentException("usage: AddMain APP FOLDER KEY ALIAS RUNNER VERSION [JAR|AAR]...");
        }
        try {
            add(
                    Path.of(args[0]),
                    new Added(
                            args[4],
                            args[5],
                            Arrays.stream(args, ARGUMENTS, args.length)
                                    .map(Path::of)
                                    .toList()),
                    Path.of(args[1]),
                    PackMain.key(args[2], args[3]));
        } catch (IOException e) {
            System.err.println(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            System.exit(1);
        }
    }

    /**
     * What goes in.
     *
     * @param runner its name
     * @param version of its runtime as it is published, which the runner tells of itself: what the library calls itself is
     *     another count where it moved
     * @param parts jars and AARs
     */
    record Added(String runner, String version, List<Path> parts) {}

    static void add(Path app, Added added, Path to, SigningKey key) throws IOException {
        List<Path> parts = added.parts();
        Archive shell = Archive.of(app.resolve(SHELL));
        Archive apk = Archive.of(app.resolve(APK));
        for (Path dex : compiled(parts)) {
            byte[] bytes = Files.readAllBytes(dex);
            String name = free(apk);
            shell.add(name, bytes);
            apk.add(name, bytes);
            Files.delete(dex);
        }
        for (Path part : parts) {
            if (!isAar(part)) {
                Packer.copy(part, Packer.RESOURCE, (name, bytes) -> {
                    shell.add(name, bytes);
                    apk.add(name, bytes);
                });
            }
        }
        byte[] version = added.version().getBytes(StandardCharsets.UTF_8);
        shell.add(VERSIONS + added.runner() + VERSION, version);
        apk.add(VERSIONS + added.runner() + VERSION, version);
        SortedMap<String, byte[]> libraries = libraries(parts);
        for (Path abi : Packer.files(app.resolve("lib"))) {
            String folder = "lib/" + abi.getFileName();
            if (!libraries.isEmpty() && libraries.keySet().stream().noneMatch(name -> name.startsWith(folder + '/'))) {
                // Half an app is worse than none: a phone of that kind is told so.
                apk.remove(folder);
                continue;
            }
            Path into = Files.createDirectories(to.resolve(folder));
            for (Path library : Packer.files(abi)) {
                Files.copy(
                        library,
                        into.resolve(String.valueOf(library.getFileName())),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
                if (library.getKey().startsWith(folder + '/')) {
                    apk.add(library.getKey(), library.getValue());
                    Files.write(to.resolve(library.getKey()), library.getValue());
                }
            }
        }
        Files.createDirectories(to);
        shell.write(to.resolve(SHELL));
        Packer.write(apk, to.resolve(APK), key);
    }

    /** Android loads {@code classes.dex}, {@code classes2.dex} and so on, without a gap. */
    private static String free(Archive apk) {
        int number = 1;
        String name = "classes.dex";
        while (apk.has(name)) {
            name = "classes" + ++number + ".dex";
        }
        return name;
    }

    private static Collection<Path> compiled(List<Path> parts) throws IOException {
        Path jars = Files.createTempDirectory("squeezebench-aars-");
        Path dexes = Files.createTempDirectory("squeezebench-dex-");
        dexes.toFile().deleteOnExit();
        try {
            List<Path> program = new ArrayList<>();
            for (Path part : parts) {
                Path classes = isAar(part) ? jars.resolve(program.size() + ".jar") : part;
                if (!isAar(part) || Aar.copyClasses(part, classes)) {
                    program.add(classes);
                }
            }
            Dex.compile(program, dexes);
            try (Stream<Path> files = Files.list(dexes)) {
                return files.sorted().toList();
            }
        } finally {
            Packer.delete(jars);
        }
    }

    private static SortedMap<String, byte[]> libraries(List<Path> parts) throws IOException {
        SortedMap<String, byte[]> all = new TreeMap<>();
        for (Path part : parts) {
            if (isAar(part)) {
                all.putAll(Aar.libraries(part));
            }
        }
        return all;
    }

    private static boolean isAar(Path part) {
        return part.toString().endsWith(".aar");
    }
}
