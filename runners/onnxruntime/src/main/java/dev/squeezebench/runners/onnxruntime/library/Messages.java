package dev.squeezebench.runners.onnxruntime.library;

/** Makes one line out of what ONNX Runtime throws. */
public final class Messages {
    private static final int LONGEST = 300;

    private Messages() {}

    /**
     * The first line of a message without control characters, and without the runtime's prefixes: the error code, the
     * place in its source with the condition that failed, and the path of the model, which the caller names where it is
     * wanted.
     */
    public static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown.getClass().getSimpleName();
        }
        String text = message.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^/\\S+:\\d+ .* was false\\. ", "")
                .replaceFirst("^Load model from .* failed:", "")
                .strip();
        String line = text.lines().findFirst().orElse(text).replaceAll("\\p{C}", "?");
        return shortened(line);
    }

    /** Keeps both ends of a long line: the runtime says where at the beginning, and why at the end. */
    private static String shortened(String line) {
        int half = LONGEST / 2;
        return line.length() <= LONGEST
                ? line
                : line.substring(0, half) + " ... " + line.substring(line.length() - half);
    }

    /** The message of the innermost cause, which is the one that says what happened. */
    static String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(cause);
    }
}
