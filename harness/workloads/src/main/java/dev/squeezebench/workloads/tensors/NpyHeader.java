package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What precedes an array's elements (numpy.lib.format): a magic, a version, and a Python dictionary of three keys.
 *
 * @param type of the elements, as they are stored
 * @param fortranOrder whether the first axis changes fastest
 * @param shape dimensions
 * @param bytes length of all of it
 */
record NpyHeader(NpyType type, boolean fortranOrder, List<Long> shape, int bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int WIDE_LENGTH_FROM_VERSION = 2;
    private static final int LAST_VERSION = 3;

    /** NumPy's own limit for files that are not trusted. */
    private static final int LONGEST = 10_000;

    private static final int MOST_DIMENSIONS = 32;
    private static final Pattern ENTRY = Pattern.compile("\\s*'(descr|fortran_order|shape)'\\s*:\\s*"
            + "(?:'([^']*)'|(True|False)|\\(([0-9, ]*)\\))\\s*(?:,|(?=\\}))");

    /** Reads it, and checks it whole before anything of the sizes that it claims is allocated. */
    static NpyHeader read(InputStream stream) throws IOException {
        byte[] start = exactly(stream, MAGIC.length + 2);
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                throw new NpyFormatException("is no array of NumPy's format");
            }
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > LAST_VERSION) {
            throw new NpyFormatException("has format version " + version + ", and 1 to 3 are known");
        }
        int lengthBytes = version < WIDE_LENGTH_FROM_VERSION ? Short.BYTES : Integer.BYTES;
        long length = 0;
        byte[] littleEndian = exactly(stream, lengthBytes);
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(littleEndian[i]);
        }
        if (length > LONGEST) {
            throw new NpyFormatException("claims a header of " + length + " bytes");
        }
        String text = new String(exactly(stream, (int) length), StandardCharsets.UTF_8);
        return parse(text.strip(), start.length + lengthBytes + (int) length);
    }

    private static byte[] exactly(InputStream stream, int count) throws IOException {
        byte[] bytes = stream.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it ends too early");
        }
        return bytes;
    }

    private static NpyHeader parse(String text, int bytes) throws NpyFormatException {
        if (text.contains("'descr': [")) {
            throw new NpyFormatException("has fields, and only plain arrays are read");
        }
        Matcher entry = ENTRY.matcher(text);
        String descr = "";
        String order = "";
        String shape = "";
        int end = text.startsWith("{") ? 1 : text.length();
        int keys = 0;
        while (entry.find(end) && entry.start() == end) {
            keys++;
            end = entry.end();
            descr += entry.group(1).equals("descr") ? present(entry, 2) : "";
            order += entry.group(1).equals("fortran_order") ? present(entry, 3) : "";
            shape += entry.group(1).equals("shape") ? '(' + present(entry, 4) : "";
        }
        if (keys != 3 || !text.substring(end).strip().equals("}") || order.isEmpty() || !shape.startsWith("(")) {
            throw new NpyFormatException("has a header that is none: " + Printable.quoted(text));
        }
        return new NpyHeader(NpyType.of(descr), order.equals("True"), dimensions(shape.substring(1)), bytes);
    }

    private static String present(Matcher entry, int group) {
        String text = entry.group(group);
        return text == null ? "" : text;
    }

    private static List<Long> dimensions(String text) throws NpyFormatException {
        List<Long> dimensions = new ArrayList<>();
        try {
            for (String part : text.split(",", -1)) {
                if (!part.isBlank()) {
                    dimensions.add(Long.parseLong(part.strip()));
                }
            }
            Math.multiplyExact(Tensor.elements(dimensions), (long) Long.BYTES);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NpyFormatException("has a shape that overflows: (" + Printable.text(text) + ')');
        }
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new NpyFormatException("has " + dimensions.size() + " dimensions");
        }
        return dimensions;
    }
}
