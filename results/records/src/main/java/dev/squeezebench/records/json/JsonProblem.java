package dev.squeezebench.records.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a text is no JSON, in words for users: the parser's own are advice to programmers. */
public final class JsonProblem {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private JsonProblem() {}

    /** The problem in a few words, with its column where it is known. */
    public static String of(IOException problem) {
        String where = where(problem);
        Matcher duplicate =
                DUPLICATE.matcher(String.valueOf(problem.getMessage()).split("\n", 2)[0]);
        if (duplicate.find()) {
            return "duplicate field '" + duplicate.group(1) + "'" + where;
        }
        if (problem instanceof StreamConstraintsException) {
            return "it is nested too deeply, or has a number or text that is too long" + where;
        }
        if (problem instanceof InputCoercionException) {
            return "a number is out of range" + where;
        }
        if (problem instanceof JsonEOFException) {
            return "it ends too early" + where;
        }
        if (problem instanceof CharacterCodingException
                || String.valueOf(problem.getMessage()).contains("UTF-8")) {
            return "it is not UTF-8" + where;
        }
        return "unexpected character" + where;
    }

    private static String where(IOException problem) {
        return problem instanceof JsonProcessingException json
                        && json.getLocation() != null
                        && json.getLocation().getColumnNr() > 0
                ? " at column " + json.getLocation().getColumnNr()
                : "";
    }
}
