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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads result files of this and older schemas up to their last whole line. Unknown fields are ignored, records of an
 * unknown kind are skipped with a warning, a newer schema is refused by name. A second measurement of one trial is
 * dropped with a warning.
 */
public final class ResultReader {
    private static final int BLOCK = 1 << 16;
    private static final int BATCH = 1 << 22;
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
        List<Line> batch = new ArrayList<>();
        int batched = 0;
        for (int length = stream.read(block); length >= 0; length = stream.read(block)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (block[i] == '\n') {
                    add(line, block, from, i, number);
                    batched += line.size();
                    batch.add(new Line(number++, line.toByteArray()));
                    line.reset();
                    from = i + 1;
                    if (batched >= BATCH) {
                        parse(batch);
                        batch.clear();
                        batched = 0;
                    }
                }
            }
            add(line, block, from, length, number);
        }
        parse(batch);
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

    /** Parsing is most of the time that a large file takes, and no line needs another: on all cores, a batch at a time. */
    private void parse(List<Line> batch) throws ResultFileException {
        Stream<Line> lines = batch.size() > 1 ? batch.parallelStream() : batch.stream();
        for (Parsed line : lines.map(Line::parse).collect(Collectors.toList())) {
            add(line);
        }
    }

    private void add(Parsed line) throws ResultFileException {
        String where = file + " line " + line.number() + ' ';
        if (line.problem().isPresent()) {
            Exception problem = line.problem().get();
            String message = Escaping.line(String.valueOf(problem.getMessage()));
            throw line.number() == 1 && problem instanceof JsonFormatException
                    ? noResultFile("line 1 " + message)
                    : new ResultFileException(where + message, problem);
        }
        if (!line.record().isPresent()) {
            warnings.add(WarningCode.UNKNOWN_RECORD.warning(
                    where + "is a kind of record that this version does not know",
                    "use a newer squeezebench to see it"));
            return;
        }
        ResultRecord record = line.record().get();
        if (record instanceof Trial trial) {
            records.add(completed(trial, line.firstVersion()));
            if (line.contradicts()) {
                contradictions.add(line.number());
            }
            return;
        }
        if (record instanceof Environment environment) {
            environments.put(environment.run(), environment);
        }
        records.add(record);
    }

    /** A line of the file. */
    @SuppressWarnings("ArrayRecordComponent") // handed on to be parsed, never compared
    private record Line(int number, byte[] bytes) {
        Parsed parse() {
            try {
                JsonFields fields = JsonFields.parse(bytes);
                Optional<ResultRecord> record = RecordLine.read(fields);
                boolean contradicts = record.isPresent()
                        && record.get() instanceof Trial trial
                        && !fields.name("scenario").equals(trial.scenario().id());
                return new Parsed(number, record, RecordHead.isFirstVersion(fields), contradicts, Optional.empty());
            } catch (NewerSchemaException | JsonFormatException e) {
                return new Parsed(number, Optional.empty(), false, false, Optional.of(e));
            }
        }
    }

    /**
     * What a line says.
     *
     * @param record empty for a kind that this version does not know
     * @param firstVersion whether it is of the first schema
     * @param contradicts whether a trial's id is not that of its fields
     * @param problem why it cannot be read
     */
    private record Parsed(
            int number,
            Optional<ResultRecord> record,
            boolean firstVersion,
            boolean contradicts,
            Optional<Exception> problem) {}

    private ResultFileException noResultFile(String why) {
        return new ResultFileException(file + " is no result file of squeezebench: " + why
                + "; give the folder or the results.jsonl of a run");
    }

    /** What the trial does not say of its machine, the last description of the machine before it does. */
    private Trial completed(Trial trial, boolean firstVersion) {
        Environment environment = environments.get(trial.run());
        if (environment == null) {
            return trial;
        }
        Trial.Builder known = trial.toBuilder();
        if (!trial.device().isPresent()) {
            known.device(Optional.of(environment.device()));
        }
        if (firstVersion) {
            known.vm(Optional.of(environment.vm()));
        }
        return known.build();
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
