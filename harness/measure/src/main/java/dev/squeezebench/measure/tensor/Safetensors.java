package dev.squeezebench.measure.tensor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.squeezebench.records.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Files of named tensors in the safetensors format: 8 bytes of header length, a JSON header, the data.
 *
 * <p>Types: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL; U64, U32 and U16 are read as wider integers.
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final int ALIGNMENT = 8;

    /** The format's own limit. */
    private static final long LARGEST_HEADER = 100_000_000;

    /** Below this a copy is cheaper than a mapping, and does not keep the file from being deleted on Windows. */
    private static final long SMALLEST_MAPPING = 1 << 20;

    private Safetensors() {}

    /**
     * Reads a file. The header is checked as a whole before anything of its claimed sizes is allocated; large tensors
     * are memory-mapped, so the file must not be changed in place while they are used.
     *
     * @return the tensors in the order of their data
     * @throws UnreadableFileException when it is no such file
     */
    public static List<Tensor> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(file, "no such file, or not a regular one", "name an existing file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = header(file, channel);
            long start = channel.position();
            List<Tensor> tensors = new ArrayList<>();
            for (SafetensorsEntry entry : new SafetensorsHeader(file, channel.size() - start).parse(header)) {
                tensors.add(new Tensor(
                        entry.name(),
                        entry.stored().type(),
                        entry.shape(),
                        widened(file, entry, data(file, channel, start, entry))));
            }
            return tensors;
        }
    }

    private static ByteBuffer header(Path file, FileChannel channel) throws IOException {
        long bytes = readFully(file, channel, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(0);
        if (bytes < 0 || bytes > channel.size() - LENGTH_BYTES || bytes > LARGEST_HEADER) {
            throw new UnreadableFileException(
                    file,
                    "it claims a header of " + Long.toUnsignedString(bytes) + " bytes in a file of " + channel.size(),
                    "check that it is a safetensors file and download or save it again");
        }
        return readFully(file, channel, (int) bytes);
    }

    private static ByteBuffer data(Path file, FileChannel channel, long start, SafetensorsEntry entry)
            throws IOException {
        if (entry.bytes() > Integer.MAX_VALUE) {
            throw new UnreadableFileException(
                    file,
                    "tensor " + Printable.quoted(entry.name()) + " is larger than 2 GiB",
                    "split it or use a smaller element type");
        }
        if (entry.bytes() >= SMALLEST_MAPPING) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start + entry.begin(), entry.bytes());
        }
        channel.position(start + entry.begin());
        return readFully(file, channel, (int) entry.bytes());
    }

    /** Unsigned numbers as wider ones. */
    private static ByteBuffer widened(Path file, SafetensorsEntry entry, ByteBuffer data)
            throws UnreadableFileException {
        if (entry.stored().isPlain()) {
            return data;
        }
        int elements = data.remaining() / entry.stored().bytes();
        int wide = entry.stored().type().bytes();
        if ((long) elements * wide > Integer.MAX_VALUE) {
            throw new UnreadableFileException(
                    file,
                    "tensor " + Printable.quoted(entry.name()) + " is larger than 2 GiB in signed integers",
                    "split it or use a smaller element type");
        }
        ByteBuffer source = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer target = ByteBuffer.allocate(elements * wide).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            long value = entry.stored().unsigned(source, i);
            if (value < 0) {
                throw new UnreadableFileException(
                        file,
                        "tensor " + Printable.quoted(entry.name()) + " has the value " + Long.toUnsignedString(value)
                                + ", which int64 has not",
                        "save smaller numbers: no runtime here takes uint64");
            }
            if (wide == Integer.BYTES) {
                target.putInt(i * wide, (int) value);
            } else {
                target.putLong(i * wide, value);
            }
        }
        return target;
    }

    private static ByteBuffer readFully(Path file, FileChannel channel, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new UnreadableFileException(file, "it ends too early", "download or save the file again");
            }
        }
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Writes a file under a temporary name beside it and moves it into place once it is on the disk, so that a reader
     * sees the old file or the whole new one. Wider element types come first, which aligns every tensor.
     *
     * @throws IllegalArgumentException when two tensors have the same name
     */
    public static void write(Path file, List<Tensor> tensors) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                write(channel, tensors);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes a file's content from start to end.
     *
     * @throws IllegalArgumentException when two tensors have the same name
     */
    public static void write(WritableByteChannel channel, List<Tensor> tensors) throws IOException {
        List<Tensor> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingInt((Tensor tensor) -> tensor.type().bytes())
                .reversed());
        byte[] header = header(ordered);
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(0, header.length);
        writeFully(channel, length);
        writeFully(channel, ByteBuffer.wrap(header));
        for (Tensor tensor : ordered) {
            writeFully(channel, tensor.data());
        }
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The header, padded with blanks so that the data starts on a multiple of 8 bytes. */
    private static byte[] header(List<Tensor> tensors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.enable(JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION);
            json.writeStartObject();
            long begin = 0;
            for (Tensor tensor : tensors) {
                begin = writeEntry(json, tensor, begin);
            }
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static long writeEntry(JsonGenerator json, Tensor tensor, long begin) throws IOException {
        long end = begin + tensor.data().remaining();
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", SafetensorsType.word(tensor.type()));
        json.writeArrayFieldStart("shape");
        for (long dimension : tensor.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
        return end;
    }
}
