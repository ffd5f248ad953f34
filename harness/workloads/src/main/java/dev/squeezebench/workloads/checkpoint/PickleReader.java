package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.records.text.Printable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the primitives of a pickle, bounded by what is left of it. */
final class PickleReader {
    private static final int LONGEST_NAME = 256;

    private final ByteBuffer bytes;

    /** @param bytes the pickle from position to limit; the position moves behind it */
    PickleReader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int unsignedByte() throws RefusedPickleException {
        return need(1).get() & 0xff;
    }

    int unsignedShort() throws RefusedPickleException {
        return need(Short.BYTES).getShort() & 0xffff;
    }

    int signedInt() throws RefusedPickleException {
        return need(Integer.BYTES).getInt();
    }

    long unsignedInt() throws RefusedPickleException {
        return signedInt() & 0xffffffffL;
    }

    long signedLong() throws RefusedPickleException {
        return need(Long.BYTES).getLong();
    }

    /** A little-endian two's-complement number of some bytes. */
    BigInteger integer(int length) throws RefusedPickleException {
        byte[] digits = new byte[length + 1];
        need(length);
        for (int i = length - 1; i >= 0; i--) {
            digits[1 + length - 1 - i] = bytes.get(bytes.position() + i);
        }
        bytes.position(bytes.position() + length);
        digits[0] = (byte) (length > 0 && digits[1] < 0 ? -1 : 0);
        return new BigInteger(digits);
    }

    String text(long length) throws RefusedPickleException {
        if (length < 0 || length > bytes.remaining()) {
            throw new RefusedPickleException(
                    "a text of " + Long.toUnsignedString(length) + " bytes where " + bytes.remaining() + " are left");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedPickleException("a text that is not UTF-8");
        }
    }

    /** A name up to a line's end. */
    String line() throws RefusedPickleException {
        StringBuilder line = new StringBuilder();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            if (line.length() == LONGEST_NAME) {
                throw new RefusedPickleException("a name that begins with " + Printable.quoted(line.toString()));
            }
            line.append((char) next);
        }
        return line.toString();
    }

    void skip(int count) throws RefusedPickleException {
        need(count).position(bytes.position() + count);
    }

    private ByteBuffer need(int count) throws RefusedPickleException {
        if (bytes.remaining() < count) {
            throw new RefusedPickleException("it ends too early");
        }
        return bytes;
    }
}
