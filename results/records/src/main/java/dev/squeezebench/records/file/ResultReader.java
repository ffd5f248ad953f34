package dev.squeezebench.records.file;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.text.Escaping;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads result files of this and older schemas up to their last whole line. Unknown fields are ignored, records of an
 * unknown kind are skipped with a warning, a newer schema is refused by name. A second measurement of one trial is
 * dropped with a warning.
 */
public final class ResultReader {
    private static final int BLOCK = 1 << 16;
    private static final int LONGEST_LINE = 1 << 29;
    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};
    private static final String START = "{\"schema\":\"squeezebench/";

    private final Path file;
    private final List<ResultRecord> records = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, Environment> environments = new HashMap<>();
    private final List<Integer> contradictions = new ArrayList<>();

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

    /** Reads the stream as if it were the file. */
    static Results read(InputStream stream, Path file) throws IOException {
        return new ResultReader(file).read(stream);
    }

    private Results read(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        int first = firstByte(stream);
        if (first >= 0) {
            line.write(first);
        }
        // A block at a time: a call a byte takes seconds of a file of 100 MB.
        byte[] block = new byte[BLOCK];
        for (int length = stream.read(block); length >= 0; length = stream.read(block)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (block[i] == '\n') {
                    add(line, block, from, i, number);
                    parse(line.toByteArray(), number++);
                    line.reset();
                    from = i + 1;
                }
            }
            add(line, block, from, length, number);
        }
        if (line.size() > 0) {
            if (number == 1 && !isStartOfRecord(line.toByteArray())) {
                throw noResultFile("it has no whole line");
            }
            warnings.add(WarningCode.TORN_TAIL.warning(
                    file + " ends within line " + number + "; the " + line.size() + " bytes of it are left out",
                    "continue the run with --resume, which moves them aside"));
        }
        warnAboutScenarios();
        return new Results(
                Results.withoutDuplicates(Results.withRoundsChecked(records), " in " + file, warnings), warnings);
    }

    private void add(ByteArrayOutputStream line, byte[] block, int from, int to, int number)
            throws ResultFileException {
        if (line.size() + (to - from) > LONGEST_LINE) {
            throw new ResultFileException(file + " line " + number + " is longer than " + LONGEST_LINE + " bytes");
        }
        line.write(block, from, to - from);
    }

    /** The first byte behind a byte order mark; a file that does not begin with an object is refused at once. */
    private int firstByte(InputStream stream) throws IOException {
        int first = stream.read();
        if (first == BYTE_ORDER_MARK[0]) {
            if (stream.read() != BYTE_ORDER_MARK[1] || stream.read() != BYTE_ORDER_MARK[2]) {
                throw noResultFile("it does not begin with a JSON object");
            }
            first = stream.read();
        }
        if (first >= 0 && first != '{') {
            throw noResultFile("it does not begin with a JSON object");
        }
        return first;
    }

    /** Whether a torn first line may be that of a result file. */
    private static boolean isStartOfRecord(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return text.startsWith(START) || START.startsWith(text);
    }

    private void parse(byte[] line, int number) throws ResultFileException {
        try {
            JsonFields fields = JsonFields.parse(line);
            Optional<ResultRecord> record = RecordLine.read(fields);
            if (!record.isPresent()) {
                warnings.add(WarningCode.UNKNOWN_RECORD.warning(
                        file + " line " + number + " is a kind of record that this version does not know",
                        "use a newer squeezebench to see it"));
            } else if (record.get() instanceof Trial trial) {
                add(trial, fields, number);
            } else {
                if (record.get() instanceof Environment environment) {
                    environments.put(environment.run(), environment);
                }
                records.add(record.get());
            }
        } catch (NewerSchemaException e) {
            throw new ResultFileException(
                    file + " line " + number + ' ' + Escaping.line(String.valueOf(e.getMessage())), e);
        } catch (JsonFormatException e) {
            String problem = Escaping.line(String.valueOf(e.getMessage()));
            throw number == 1
                    ? noResultFile("line 1 " + problem)
                    : new ResultFileException(file + " line " + number + ' ' + problem, e);
        }
    }

    private ResultFileException noResultFile(String why) {
        return new ResultFileException(file + " is no result file of squeezebench: " + why
                + "; give the folder or the results.jsonl of a run");
    }

    /** What the trial does not say of its machine, the last description of the machine before it does. */
    private void add(Trial trial, JsonFields fields, int number) throws ResultFileException {
        Environment environment = environments.get(trial.run());
        Trial.Builder known = trial.toBuilder();
        if (environment != null && !trial.device().isPresent()) {
            known.device(Optional.of(environment.device()));
        }
        if (environment != null && RecordHead.isFirstVersion(fields)) {
            known.vm(Optional.of(environment.vm()));
        }
        if (!fields.name("scenario").equals(trial.scenario().id())) {
            contradictions.add(number);
        }
        records.add(known.build());
    }

    private void warnAboutScenarios() {
        if (!contradictions.isEmpty()) {
            warnings.add(WarningCode.SCENARIO_MISMATCH.warning(
                    "the scenario id contradicts the trial's other fields, which are used: " + file + " line "
                            + contradictions.get(0)
                            + (contradictions.size() == 1 ? "" : " and " + (contradictions.size() - 1) + " more")));
        }
    }
}
