package dev.squeezebench.core.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of another machine, as {@code head -v -n -0 FILES...} prints them. {@code kvm-guest} was captured; the others
 * are written after the kernel's documentation of each file.
 */
final class CapturedMachine implements SystemFiles {
    private static final Pattern HEADER = Pattern.compile("(?m)^==> (\\S+) <==$");

    private final TreeMap<String, String> files = new TreeMap<>();

    private CapturedMachine() {}

    static CapturedMachine named(String name) {
        String text;
        try (InputStream in = CapturedMachine.class.getResourceAsStream(name + ".txt")) {
            text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CapturedMachine machine = new CapturedMachine();
        Matcher header = HEADER.matcher(text);
        int from = -1;
        String path = "";
        while (header.find()) {
            if (from >= 0) {
                machine.files.put(path, text.substring(from, header.start()).strip());
            }
            path = header.group(1);
            from = header.end();
        }
        machine.files.put(path, text.substring(from).strip());
        return machine;
    }

    /** A machine that tells nothing, such as one without Linux. */
    static CapturedMachine silent() {
        return new CapturedMachine();
    }

    CapturedMachine with(Map<String, String> others) {
        CapturedMachine machine = new CapturedMachine();
        machine.files.putAll(files);
        machine.files.putAll(others);
        return machine;
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<String> names(String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return files.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }
}
