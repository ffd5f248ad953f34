package dev.squeezebench.workloads.lowering;

import java.util.ArrayList;
import java.util.List;

/**
 * Versions from a first to a last one, both included and compared up to their own length, so that 1.29 covers 1.29.7.
 *
 * @param first numbers of the first version
 * @param last numbers of the last version
 */
record VersionRange(List<Integer> first, List<Integer> last) {
    static VersionRange parse(String first, String last) {
        return new VersionRange(numbers(first), numbers(last));
    }

    /** Leading numbers of a version: {@code 1.29.0-rc1} is 1, 29, 0. Empty when it starts with none. */
    static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("[.\\-+]", -1)) {
            if (!part.matches("\\d{1,9}")) {
                break;
            }
            numbers.add(Integer.valueOf(part));
        }
        return List.copyOf(numbers);
    }

    /** Negative, zero or positive: the version is before, in or after the range. */
    int position(List<Integer> version) {
        if (compare(version, first) < 0) {
            return -1;
        }
        return compare(version, last) > 0 ? 1 : 0;
    }

    private static int compare(List<Integer> version, List<Integer> bound) {
        for (int i = 0; i < bound.size(); i++) {
            int number = i < version.size() ? version.get(i) : 0;
            if (number != bound.get(i)) {
                return Integer.compare(number, bound.get(i));
            }
        }
        return 0;
    }
}
