package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be said of a file before native code sees it. */
final class ModelFile {
    /** {@code file_identifier} of TensorFlow Lite's schema, behind the offset of the root table. */
    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    /** Offset of the root table and the identifier. */
    private static final int HEADER_BYTES = 8;

    private ModelFile() {}

    /**
     * Refuses what is not a TensorFlow Lite file.
     *
     * @throws RunnerException with the file's name and what is wrong with it
     */
    static void check(Path file) throws RunnerException {
        byte[] header = new byte[HEADER_BYTES];
        long size;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            size = Files.size(file);
            in.readFully(header);
        } catch (NoSuchFileException e) {
            throw new RunnerException("model file " + file + " does not exist", e);
        } catch (EOFException e) {
            throw new RunnerException("model file " + file + " is cut: it has less than a header; write it again", e);
        } catch (IOException e) {
            throw new RunnerException("model file " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (!Arrays.equals(Arrays.copyOfRange(header, Integer.BYTES, HEADER_BYTES), IDENTIFIER)) {
            throw new RunnerException(
                    "model file " + file + " is not a TensorFlow Lite file: it has no identifier TFL3");
        }
        long root = littleEndian(header);
        if (root < HEADER_BYTES || root > size - Integer.BYTES) {
            throw new RunnerException("model file " + file + " is damaged: its root table is at byte " + root + " of "
                    + size + "; write it again");
        }
    }

    private static long littleEndian(byte[] header) {
        long value = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (header[i] & 0xff);
        }
        return value;
    }
}
