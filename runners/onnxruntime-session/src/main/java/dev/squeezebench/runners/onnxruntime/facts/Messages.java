package dev.squeezebench.runners.onnxruntime.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one line out of what ONNX Runtime throws. */
public final class Messages {
    private static final int LONGEST = 300;

    /** File and line of the runtime's source. */
    private static final Pattern PLACE = Pattern.compile("(?:/|[A-Z]:\\\\)\\S+\\.(?:cc|cpp|cu|cuh|h|hpp):\\d+ ");

    private static final Pattern PLAIN_FUNCTION = Pattern.compile("[\\w~]+::[\\w:~<>]+ ");
    private static final Pattern AFTER_FUNCTION = Pattern.compile("(?: const)?(?: \\[with [^\\]]*\\])? ?");

    /** What should have been so. */
    private static final Pattern CONDITION = Pattern.compile(".*? was false\\. ");

    private Messages() {}

    /**
     * The first line of a message without control characters, and without the runtime's prefixes: the error code, the
     * places in its source with the function and the condition that failed, and the path of the model, which the caller
     * names where it is wanted.
     */
    public static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown.getClass().getSimpleName();
        }
        String text = message.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^Load model from .* failed:", "")
                .trim();
        String line = text.replaceFirst("(?s)\\R.*", "").replaceAll("\\p{C}", "?");
        return shortened(withoutPlaces(line));
    }

    /** Leaves out file, line and function, wherever in the line they are: they say nothing to a user. */
    private static String withoutPlaces(String line) {
        StringBuilder kept = new StringBuilder();
        Matcher place = PLACE.matcher(line);
        int from = 0;
        while (place.find(from)) {
            kept.append(line, from, place.start());
            from = afterFunction(line, place.end());
            Matcher condition = CONDITION.matcher(line).region(from, line.length());
            from = condition.lookingAt() ? condition.end() : from;
        }
        return kept.append(line, from, line.length()).toString().trim();
    }

    /** Where a function ends that is written as compilers do: its name, its parameters, a lambda or the like in it. */
    private static int afterFunction(String line, int from) {
        int open = line.indexOf('(', from);
        int name = line.lastIndexOf(' ', Math.max(open, 0));
        if (open < 0 || !line.substring(Math.max(name, from), open).contains("::")) {
            // Without parameters, as Microsoft's compiler writes it, or no function at all.
            Matcher plain = PLAIN_FUNCTION.matcher(line).region(from, line.length());
            return plain.lookingAt() ? plain.end() : from;
        }
        int end = open;
        while (end < line.length() && line.charAt(end) != ' ') {
            end = line.charAt(end) == '(' ? afterBrackets(line, end) : end + 1;
        }
        Matcher more = AFTER_FUNCTION.matcher(line).region(end, line.length());
        return more.lookingAt() ? more.end() : end;
    }

    private static int afterBrackets(String line, int open) {
        int depth = 0;
        for (int at = open; at < line.length(); at++) {
            depth += line.charAt(at) == '(' ? 1 : line.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return line.length();
    }

    /** Keeps both ends of a long line: the runtime says where at the beginning, and why at the end. */
    private static String shortened(String line) {
        int half = LONGEST / 2;
        return line.length() <= LONGEST
                ? line
                : line.substring(0, half) + " ... " + line.substring(line.length() - half);
    }

    /** The message of the innermost cause, which is the one that says what happened. */
    public static String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(cause);
    }
}
