package dev.squeezebench.workloads.store;

/**
 * Names of files that are good on every file system and in every shell, made from names that users chose. Different
 * names may become alike: what tells files apart is the hash that follows.
 */
final class FileNames {
    private static final int LONGEST = 64;

    private FileNames() {}

    /** Letters, digits, dots, underscores and hyphens of ASCII; none but a letter or digit first. */
    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().limit(LONGEST).forEach(c -> safe.append(isSafe(c, safe.length() == 0) ? (char) c : '_'));
        return safe.toString();
    }

    private static boolean isSafe(int c, boolean first) {
        boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letterOrDigit || (!first && (c == '.' || c == '-' || c == '_'));
    }
}
