package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.FileStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files beside an ONNX model that contain its weights. They are looked at and not read: they are in the model's folder
 * and have the bytes that the model claims. A link leads to a file in that folder or, as ONNX Runtime has it, in the folder
 * of the file that the model's own path leads to: download caches link both to a common place.
 */
final class ExternalData {
    private static final long MOST_INLINED = 1L << 30;

    private final Path model;
    private final Path folder;

    /** Folder of the file that the model's path leads to, where the path is a link. */
    private final Path realFolder;

    private final SortedSet<Path> files = new TreeSet<>();
    private final Map<String, Path> known = new HashMap<>();

    ExternalData(Path model) throws IOException {
        this.model = model;
        this.folder = model.toAbsolutePath().normalize().resolveSibling("");
        this.realFolder = model.toRealPath().resolveSibling("");
    }

    /** The files so far, in the order of their names. */
    List<Path> files() {
        return List.copyOf(files);
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /**
     * Checks a tensor's reference.
     *
     * @throws UnreadableFileException when it names no file, one elsewhere, or bytes that the file does not have
     */
    void check(TensorProto tensor) throws IOException {
        if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
            return;
        }
        Map<String, String> reference = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            reference.put(entry.getKey(), entry.getValue());
        }
        String location = reference.getOrDefault("location", "");
        Path file = file(location);
        long size = Files.size(file);
        long offset = number(tensor, reference.getOrDefault("offset", "0"));
        long length = reference.containsKey("length")
                ? number(tensor, reference.getOrDefault("length", ""))
                : Math.max(0, size - offset);
        if (offset > size || length > size - offset) {
            throw bad("tensor " + Printable.quoted(tensor.getName()) + " is at bytes " + offset + " to "
                    + Long.toUnsignedString(offset + length) + " of " + Printable.quoted(location) + ", which has "
                    + size);
        }
        OptionalLong needed = bytes(tensor);
        if (needed.isPresent() && needed.getAsLong() != length && reference.containsKey("length")) {
            throw bad("tensor " + Printable.quoted(tensor.getName()) + " needs " + needed.getAsLong()
                    + " bytes and has " + length + " in " + Printable.quoted(location));
        }
        files.add(file);
    }

    /**
     * The tensor with its data in it.
     *
     * @throws IOException when they cannot be read, or are more than one message can have
     */
    TensorProto inlined(TensorProto tensor) throws IOException {
        if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
            return tensor;
        }
        check(tensor);
        Map<String, String> reference = new HashMap<>();
        tensor.getExternalDataList().forEach(entry -> reference.put(entry.getKey(), entry.getValue()));
        Path data = file(reference.getOrDefault("location", ""));
        long offset = number(tensor, reference.getOrDefault("offset", "0"));
        long length = reference.containsKey("length")
                ? number(tensor, reference.getOrDefault("length", ""))
                : Files.size(data) - offset;
        if (length > MOST_INLINED) {
            throw bad("tensor " + Printable.quoted(tensor.getName()) + " has " + length
                    + " bytes, too many for one file");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        try (FileChannel channel = FileChannel.open(data)) {
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, offset + bytes.position());
            }
        }
        return tensor.toBuilder()
                .clearDataLocation()
                .clearExternalData()
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes.flip()))
                .build();
    }

    private OptionalLong bytes(TensorProto tensor) throws UnreadableFileException {
        OptionalLong bits = OnnxTypes.bits(tensor.getDataType());
        if (bits.isEmpty()) {
            return bits;
        }
        long elements = OnnxMetadataReader.elements(model, tensor);
        return elements > (Long.MAX_VALUE - Byte.SIZE) / bits.getAsLong()
                ? OptionalLong.empty()
                : OptionalLong.of((elements * bits.getAsLong() + Byte.SIZE - 1) / Byte.SIZE);
    }

    private Path file(String location) throws IOException {
        Path seen = known.get(location);
        if (seen != null) {
            return seen;
        }
        Path file = inside(location);
        if (!Files.isRegularFile(file)) {
            boolean besideTarget = Files.isRegularFile(realFolder.resolve(location));
            throw new UnreadableFileException(
                    model,
                    "its data file " + Printable.quoted(location) + " is missing",
                    besideTarget
                            ? "name the model file that the link leads to, which has it"
                            : "put it into the model's folder");
        }
        FileStart.refusePointers(file);
        known.put(location, file);
        return file;
    }

    /** The same on every system: what is absolute or climbs on one is refused on all. */
    private Path inside(String location) throws IOException {
        boolean climbs = location.isEmpty()
                || location.indexOf('\0') >= 0
                || location.startsWith("/")
                || location.startsWith("\\")
                || location.matches("(?s)[A-Za-z]:.*")
                || List.of(location.split("[/\\\\]", -1)).contains("..");
        if (climbs) {
            throw outside(location);
        }
        try {
            Path file = folder.resolve(location).normalize();
            if (!file.startsWith(folder) || (Files.exists(file) && !leadsInside(file))) {
                throw outside(location);
            }
            return file;
        } catch (InvalidPathException e) {
            throw outside(location);
        }
    }

    private boolean leadsInside(Path file) throws IOException {
        Path real = file.toRealPath();
        return real.startsWith(folder.toRealPath()) || real.startsWith(realFolder);
    }

    private UnreadableFileException outside(String location) {
        return new UnreadableFileException(
                model,
                "its weights are in " + Printable.quoted(location) + ", outside of the model's folder",
                "put model and data into one folder and save it with a relative location");
    }

    private long number(TensorProto tensor, String text) throws UnreadableFileException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw wrongNumber(tensor, text);
        }
        throw wrongNumber(tensor, text);
    }

    private UnreadableFileException wrongNumber(TensorProto tensor, String text) {
        return bad("tensor " + Printable.quoted(tensor.getName()) + " gives " + Printable.quoted(text)
                + " where a number of bytes belongs");
    }

    private UnreadableFileException bad(String cause) {
        return new UnreadableFileException(model, cause, "download or save model and data again");
    }
}
