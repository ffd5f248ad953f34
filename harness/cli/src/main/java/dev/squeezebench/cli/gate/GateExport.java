package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.export.ExportFormat;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a gate is saved in another tool's format.
 *
 * @param format the other tool's
 * @param file replaced where it exists
 */
record GateExport(ExportFormat format, Path file) {
    /**
     * Of {@code FORMAT=FILE}.
     *
     * @throws UserException when the format is unknown, or the file cannot be written where it is named
     */
    static GateExport parse(String word) {
        int equals = word.indexOf('=');
        if (equals < 1 || equals == word.length() - 1) {
            throw UserException.usage("--export " + Printable.text(word)
                    + ": expected FORMAT=FILE, such as junit=gate.xml; FORMAT is "
                    + String.join(", ", ExportFormat.words()));
        }
        String name = word.substring(0, equals);
        ExportFormat format = Arrays.stream(ExportFormat.values())
                .filter(one -> one.word().equals(name))
                .findFirst()
                .orElseThrow(() -> Suggestions.unknown("format", name, ExportFormat.words()));
        Path file;
        try {
            file = Path.of(word.substring(equals + 1)).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "--export " + Printable.text(word) + ": " + Printable.text(String.valueOf(e.getMessage())),
                    e);
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw UserException.usage("--export " + Printable.text(word)
                    + ": cannot write there; name a file in a folder that exists and can be written to");
        }
        return new GateExport(format, file);
    }
}
