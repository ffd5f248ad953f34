package dev.squeezebench.cli.bundled;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a bundle says of itself, in its file {@code bundle.json}.
 *
 * @param contents versions and hashes of what it holds, by name
 * @param flags the plan that it was made for, as arguments of {@code run} such as {@code --target=onnxruntime:cpu}
 * @param files the user's own files that travel with it
 */
public record Bundle(Map<String, String> contents, List<String> flags, List<TravellingFile> files) {
    /** Name of the file that makes a distribution a bundle. */
    public static final String FILE = "bundle.json";

    public Bundle {
        contents = Collections.unmodifiableMap(new TreeMap<>(contents));
        flags = List.copyOf(flags);
        files = List.copyOf(files);
    }

    /**
     * A file or folder of the user's own.
     *
     * @param flag that names it
     * @param path below the bundle's folder, parted by {@code /}
     */
    public record TravellingFile(String flag, String path) {}

    /**
     * The bundle that a distribution is, if it is one.
     *
     * @param home folder of the distribution
     * @throws UserException when its description is damaged
     */
    public static Optional<Bundle> in(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonFields json = JsonFields.parse(Files.readAllBytes(file));
            return Optional.of(new Bundle(
                    json.textMap("contents"),
                    json.texts("flags"),
                    json.objects("files", each -> new TravellingFile(each.text("flag"), each.text("path")))));
        } catch (IOException | JsonFormatException e) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "the bundle in '" + home + "' is not whole (" + FILE + ": " + e.getMessage() + "): unpack it again",
                    e);
        }
    }

    /** The plan as arguments of {@code run}, with the files where they lie in a bundle's folder. */
    public List<String> arguments(Path home) {
        List<String> arguments = new ArrayList<>(flags);
        files.forEach(file -> arguments.add(file.flag() + '=' + home.resolve(file.path())));
        return arguments;
    }

    /** The description as the file holds it, the same bytes for the same description. */
    public byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(document -> document.textMap("contents", contents)
                    .texts("flags", flags)
                    .objects("files", files, (each, file) -> each.text("flag", file.flag())
                            .text("path", file.path())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
