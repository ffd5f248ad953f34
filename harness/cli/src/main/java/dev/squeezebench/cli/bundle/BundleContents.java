package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.bundled.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a bundle holds.
 *
 * @param parts with their versions
 * @param flags the plan that it is made for, as arguments of {@code run}
 * @param files the user's own files among the parts
 */
record BundleContents(List<BundlePart> parts, List<String> flags, List<Bundle.TravellingFile> files) {
    /** Folders that the launcher has for what runs leave. */
    private static final List<String> EMPTY_FOLDERS = List.of("cache", "tmp");

    BundleContents {
        parts = List.copyOf(parts);
        flags = List.copyOf(flags);
        files = List.copyOf(files);
    }

    /** What the bundle will say of itself. */
    Bundle description() {
        Map<String, String> versions = new TreeMap<>();
        parts.forEach(part -> versions.put(part.name(), part.version()));
        return new Bundle(versions, flags, files);
    }

    /** All files, the description among them. */
    BundleTree tree() {
        BundleTree tree = new BundleTree();
        tree.add(BundleEntry.bytes(Bundle.FILE, description().json()));
        parts.stream().flatMap(part -> part.entries().stream()).forEach(tree::add);
        EMPTY_FOLDERS.forEach(tree::addFolder);
        return tree;
    }

    /** Bytes of all parts, unpacked. */
    long bytes() throws IOException {
        return tree().bytes();
    }
}
