package dev.squeezebench.charts;

import dev.squeezebench.records.Digests;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A result file to draw from.
 *
 * @param name file name without folders, which differ between machines
 * @param sha256 of the file, 64 hexadecimal digits
 * @param results its contents
 */
public record ChartInput(String name, String sha256, Results results) {
    /**
     * Reads a result file.
     *
     * @throws IOException when there is none, or it is no result file: one line
     */
    public static ChartInput read(Path file) throws IOException {
        Results results = ResultReader.read(file);
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        Path name = file.getFileName();
        return new ChartInput(name == null ? file.toString() : name.toString(), Digests.hex(digest.digest()), results);
    }
}
