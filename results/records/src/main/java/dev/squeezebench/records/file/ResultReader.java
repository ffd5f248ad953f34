package dev.squeezebench.records.file;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.text.Escaping;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads result files up to their last whole line. Unknown fields are ignored, records of an unknown kind are skipped with
 * a warning, a newer schema is refused by name.
 */
public final class ResultReader {
    private final Path file;
    private final List<ResultRecord> records = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private ResultReader(Path file) {
        this.file = file;
    }

    /**
     * Reads one file.
     *
     * @throws ResultFileException when it is no result file, or a newer one; the message names file, line and cause
     */
    public static Results read(Path file) throws IOException {
        return new ResultReader(file).read();
    }

    /** Reads several files and merges them. */
    public static Results read(Collection<Path> files) throws IOException {
        List<Results> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(read(file));
        }
        return Results.merge(parts);
    }

    private Results read() throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(stream);
        } catch (NoSuchFileException e) {
            throw new ResultFileException("there is no result file " + file + ": give the folder of a run", e);
        }
    }

    /** Reads what stands in the stream as if it were the file. */
    static Results read(InputStream stream, Path file) throws IOException {
        return new ResultReader(file).read(stream);
    }

    private Results read(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        for (int b = stream.read(); b >= 0; b = stream.read()) {
            if (b == '\n') {
                parse(line.toByteArray(), number++);
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            warnings.add(new Warning(
                    "torn_tail",
                    file + " ends within line " + number + "; the " + line.size() + " bytes of it are left out",
                    "go on with the run by --resume, which moves them aside"));
        }
        return new Results(records, warnings);
    }

    private void parse(byte[] line, int number) throws ResultFileException {
        try {
            Optional<ResultRecord> record = RecordParser.parse(line);
            if (record.isPresent()) {
                records.add(record.get());
            } else {
                warnings.add(new Warning(
                        "unknown_record",
                        file + " line " + number + " is a kind of record that this version does not know",
                        "use a newer squeezebench to see it"));
            }
        } catch (JsonFormatException | NewerSchemaException e) {
            throw new ResultFileException(
                    file + " line " + number + ' ' + Escaping.line(String.valueOf(e.getMessage())), e);
        }
    }
}
