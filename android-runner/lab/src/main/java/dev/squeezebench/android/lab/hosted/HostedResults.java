package dev.squeezebench.android.lab.hosted;

import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results in what a lab brought back: result files, folders of sessions, and instrumentation's output, in archives or not.
 *
 * @param records of all of them, as one result file has them
 * @param sessions devices that measured what was packed for them
 * @param files result files of this program
 */
public record HostedResults(List<ResultRecord> records, int sessions, int files) {
    private static final String START = "{\"schema\":\"squeezebench/";

    /** A phone's outputs and journals, of some hundred devices. */
    private static final long MOST_BYTES = 8L << 30;

    public HostedResults {
        records = List.copyOf(records);
    }

    /**
     * Reads them.
     *
     * @param given files, archives and folders, of any origin
     * @param scratch an empty folder of ours
     * @param redaction of serials
     * @throws UnreadableFileException when a file is damaged or hostile, or nothing of this program's is among them
     */
    public static HostedResults read(List<Path> given, Path scratch, Redaction redaction) throws IOException {
        return read(given, scratch, redaction, MOST_BYTES);
    }

    static HostedResults read(List<Path> given, Path scratch, Redaction redaction, long mostBytes) throws IOException {
        Artifacts artifacts = new Artifacts(scratch, mostBytes);
        List<Path> files = new ArrayList<>(artifacts.unpack(given));
        StatusParts parts = new StatusParts();
        for (Path file : files) {
            parts.read(file);
        }
        for (Path archive : parts.archives(scratch)) {
            files.addAll(artifacts.unpack(archive));
        }
        Map<String, HostedSession> sessions = new LinkedHashMap<>();
        List<Results> results = new ArrayList<>();
        for (Path file : files) {
            if (String.valueOf(file.getFileName()).equals(HostedSession.PLAN)) {
                HostedSession session = HostedSession.in(file.resolveSibling(""));
                sessions.merge(session.id(), session, (one, other) -> one.hasOutputs() ? one : other);
            } else if (startsAsResults(file)) {
                results.add(ResultReader.read(file));
            }
        }
        if (sessions.isEmpty() && results.isEmpty()) {
            throw new UnreadableFileException(
                    given.get(0),
                    given.size() == 1
                            ? "nothing that squeezebench measured is in it"
                            : "nothing that squeezebench measured is in it or the others",
                    "name what the lab brought back: the app's media folder, instrumentation's output, result files, or an"
                            + " archive of them");
        }
        List<ResultRecord> records = new ArrayList<>();
        for (HostedSession session : sessions.values()) {
            records.addAll(session.records(redaction));
        }
        for (ResultRecord record : Results.merge(results).records()) {
            records.add(record instanceof Trial trial ? hosted(trial) : record);
        }
        return new HostedResults(records, sessions.size(), results.size());
    }

    private static boolean startsAsResults(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START.length()), StandardCharsets.UTF_8).equals(START);
        }
    }

    /** A phone that this program drove by itself elsewhere is as little under control here. */
    private static Trial hosted(Trial trial) {
        if (trial.device().map(Device::kind).equals(Optional.of(Device.Kind.PHONE))) {
            List<Warning> warnings = new ArrayList<>(trial.warnings());
            warnings.add(WarningCode.NOT_CONTROLLED.warning(
                    "a hosted lab ran it, and nobody here chose or saw the state of the device"));
            return trial.toBuilder()
                    .launch(Optional.of(LaunchMode.HOSTED))
                    .warnings(warnings)
                    .build();
        }
        return trial;
    }
}
