package dev.squeezebench.runners.onnxruntime.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The symbol version that a library of ONNX Runtime defines or asks for, such as {@code VERS_1.29.0}: it is in an ELF
 * file's string table, so that nothing has to be loaded to know it.
 */
final class SymbolVersion {
    private static final int ELF = 0x7f454c46;
    private static final byte[] PREFIX = "VERS_".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final int LONGEST = 16;

    private SymbolVersion() {}

    /** The version; empty where the file is no ELF file or has no such symbol. */
    static Optional<String> in(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (bytes.remaining() < Integer.BYTES || bytes.getInt(0) != ELF) {
                return Optional.empty();
            }
            for (int at = Integer.BYTES; at < bytes.limit() - PREFIX.length; at++) {
                if (bytes.get(at) == PREFIX[0] && bytes.slice(at, PREFIX.length).equals(ByteBuffer.wrap(PREFIX))) {
                    Optional<String> version = version(bytes, at + PREFIX.length);
                    if (version.isPresent()) {
                        return version;
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** The zero-terminated text at a place, when it is a version. */
    private static Optional<String> version(ByteBuffer bytes, int from) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < bytes.limit() && text.length() < LONGEST && bytes.get(at) != 0; at++) {
            text.append((char) (bytes.get(at) & 0xff));
        }
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? Optional.of(text.toString()) : Optional.empty();
    }
}
