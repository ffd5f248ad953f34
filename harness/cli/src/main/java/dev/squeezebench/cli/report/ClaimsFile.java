package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads a user's file of claims: YAML, every scalar as the text that it is, so that 4.30 is not 4.3. */
final class ClaimsFile {
    private static final int LONGEST_BYTES = 1 << 18;

    private ClaimsFile() {}

    /**
     * Its claims.
     *
     * @throws UserException with the file and what is wrong in it, one line
     */
    static List<Claim> read(Path file) {
        String name = "--claims " + Printable.text(file.toString());
        try {
            if (!Files.isRegularFile(file)) {
                throw UserException.usage(name + ": no such file, or not a regular one");
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw UserException.usage(name + ": " + Files.size(file) + " bytes are too many for a file of claims");
            }
            LoadSettings settings = LoadSettings.builder()
                    .setSchema(new FailsafeSchema())
                    .setMaxAliasesForCollections(0)
                    .setAllowDuplicateKeys(false)
                    .build();
            if (!(new Load(settings).loadFromString(Files.readString(file)) instanceof Map<?, ?> root)) {
                throw UserException.usage(name + ": not a mapping with the list 'claims'");
            }
            return Claims.of(JsonFields.of(root));
        } catch (JsonFormatException e) {
            throw new UserException(ExitCode.USAGE, name + ": " + Printable.text(String.valueOf(e.getMessage())), e);
        } catch (MarkedYamlEngineException e) {
            throw new UserException(ExitCode.USAGE, name + place(e) + ": " + Printable.text(e.getProblem()), e);
        } catch (YamlEngineException | CharacterCodingException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": not YAML (" + Printable.text(String.valueOf(e.getMessage())) + ')', e);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": it cannot be read (" + Printable.text(e.toString()) + ')', e);
        }
    }

    private static String place(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .map((Mark mark) -> ":" + (mark.getLine() + 1) + ':' + (mark.getColumn() + 1))
                .orElse("");
    }
}
