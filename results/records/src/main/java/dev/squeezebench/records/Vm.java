package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The virtual machine of a measuring process.
 *
 * @param kind {@code hotspot}, {@code openj9}, {@code art}, or another one's name in lower case
 * @param version such as {@code 17.0.12+7}
 * @param flags its arguments, paths hashed unless identified
 * @param name as it calls itself, such as {@code OpenJDK 64-Bit Server VM}
 * @param vendor such as {@code Eclipse Adoptium}
 */
public record Vm(String kind, String version, List<String> flags, Optional<String> name, Optional<String> vendor) {
    /** The kind of Android's own. */
    public static final String ART = "art";

    public Vm {
        flags = Collections.unmodifiableList(new ArrayList<>(flags));
    }

    /** The one that names itself so, such as {@code OpenJDK 64-Bit Server VM}. */
    public static Vm named(String name, String vendor, String version, List<String> flags) {
        return new Vm(kindOf(name), version, flags, known(name), known(vendor));
    }

    private static String kindOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("openj9")) {
            return "openj9";
        }
        if (lower.startsWith("openjdk") || lower.contains("hotspot")) {
            return "hotspot";
        }
        if (lower.equals("dalvik") || lower.equals("art")) {
            return ART;
        }
        String word = lower.replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return word.isEmpty() ? "other" : word;
    }

    private static Optional<String> known(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Kind and version for captions, such as {@code JDK 17.0.12+7}. */
    public String caption() {
        return (kind.equals(ART) ? "ART " : "JDK ") + version;
    }
}
