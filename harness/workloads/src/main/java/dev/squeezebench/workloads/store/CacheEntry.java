package dev.squeezebench.workloads.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the cache.
 *
 * @param name path below the cache folder
 * @param kind {@code models}, {@code inputs}, {@code references}, {@code libraries} or {@code phone-apps}
 * @param bytes size
 * @param modified when it was written
 */
public record CacheEntry(Path name, String kind, long bytes, Instant modified) {
    /** Of the files that are models. */
    public static final String MODELS = "models";

    /** As the store names its files; a workload's own name may have hyphens, too. */
    private static final Pattern NAME = Pattern.compile("(?<workload>.+?)"
            + "(-(?<lowering>dense|conv|batched-matmul|split)-(?<fusion>none|skip-layer-norm|transformer)"
            + "-(?<dtype>[a-z]+[0-9]+))?(?<size>-b[0-9]+-s[0-9]+)?(-given|-expected)?(-int32|-int64)?"
            + "-[0-9a-f]{16}[.](?<format>[a-z]+)");

    /** The workload that the file belongs to; the package's name for a library, that of a phone's app for its files. */
    public String workload() {
        Matcher matcher = matcher();
        return matcher.matches()
                ? matcher.group("workload")
                : String.valueOf(name.getName(name.getNameCount() > 2 ? 1 : name.getNameCount() - 1));
    }

    /** How a model is written: its lowering. */
    public Optional<String> lowering() {
        return part("lowering");
    }

    /** The runtime's own operators in a model. */
    public Optional<String> fusion() {
        return part("fusion");
    }

    /** Element type of a model. */
    public Optional<String> dtype() {
        return part("dtype");
    }

    /** Extension of a model's file: {@code onnx} or {@code tflite}. */
    public Optional<String> format() {
        return part("format");
    }

    /** Batch and sequence length of a file that is made for one size, such as {@code b1-s128}. */
    public Optional<String> size() {
        return part("size").map(size -> size.substring(1));
    }

    private Optional<String> part(String group) {
        Matcher matcher = matcher();
        return matcher.matches() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
    }

    private Matcher matcher() {
        return NAME.matcher(String.valueOf(name.getFileName()));
    }
}
