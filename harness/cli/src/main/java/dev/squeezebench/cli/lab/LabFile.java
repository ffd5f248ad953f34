package dev.squeezebench.cli.lab;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.file.DerivedFile;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which phones a laboratory began with: {@code lab.json} beside the results.
 *
 * @param file the JSON file
 */
record LabFile(Path file) {
    private static final long MOST_BYTES = 4 << 20;

    static LabFile in(Path folder) {
        return new LabFile(folder.resolve("lab.json"));
    }

    void write(List<LabPhone> phones) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> fields.objects("phones", phones, (entry, phone) -> entry.text("phone", phone.word())
                    .text("server", phone.server())
                    .text("device", phone.device().map(Device::id))
                    .text("model", phone.device().flatMap(Device::model))
                    .text("not_measured", phone.obstacle())));
        }
        DerivedFile.replace(file, bytes.toByteArray());
    }

    /**
     * Refuses the folder of a laboratory that was cut off before anything was saved.
     *
     * @throws UserException with the command that begins anew
     */
    void insistOnBegun() throws IOException {
        Path folder = file.resolveSibling("");
        if (Files.isDirectory(folder) && new RunFiles(folder).neverBegan()) {
            String name = Printable.text(folder.toString());
            throw UserException.usage("'" + name + "': it was cut off before anything was saved; begin again by:"
                    + " squeezebench lab run PLAN.yaml --out " + name);
        }
    }

    /**
     * The phones, without their serials.
     *
     * @throws UserException when there is no laboratory's run in the folder
     */
    List<LabPhone> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            insistOnBegun();
            throw UserException.usage(
                    "'" + Printable.text(file.resolveSibling("").toString())
                            + "': there is no lab.json in it; name the folder that 'squeezebench lab run' printed");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw UserException.usage("lab.json is damaged (it is too long); start a new run");
            }
            return JsonFields.parse(Files.readAllBytes(file)).objects("phones", LabFile::phone);
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "lab.json is damaged (" + Printable.text(String.valueOf(e.getMessage())) + "); start a new run",
                    e);
        }
    }

    private static LabPhone phone(JsonFields entry) {
        String word = entry.text("phone");
        return new LabPhone(
                word,
                word,
                entry.text("server"),
                entry.optionalText("device").map(id -> new Device(id, Device.Kind.PHONE, entry.optionalText("model"))),
                entry.optionalText("not_measured"));
    }
}
