package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from anywhere, given to the built command: one line, exit code 2, and nothing written. */
@Tag("slow")
class HostileFilesIT {
    private static final int USAGE = 2;
    private static final String IO = "io.safetensors";

    private final Path folder;

    HostileFilesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A golden under another name, one of its files changed. */
    private Path golden(String golden, String name) {
        return GoldenFolders.copy(golden, folder.resolve(name));
    }

    private void refused(List<String> words, String... causes) throws Exception {
        Path out = folder.resolve("out");
        Path cache = folder.resolve("cache");
        List<Path> before = files();
        String[] all = Stream.concat(
                        Stream.of(
                                "run",
                                "--quick",
                                "--rounds",
                                "1",
                                "--out",
                                out.toString(),
                                "--cache",
                                cache.toString()),
                        words.stream())
                .toArray(String[]::new);
        Command.Ended ended = Command.built().run(all);

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(USAGE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).as(ended.all()).hasSize(1);
        assertThat(ended.err()).startsWith("squeezebench: --").contains(causes).doesNotContain("\u001b");
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private void refusedCheckpoint(Path checkpoint, String... causes) throws Exception {
        refused(List.of("--checkpoint", checkpoint.toString()), causes);
    }

    @Test
    void aFolderWhereAFileIsExpectedAndAFileWhereAFolderIs() throws Exception {
        Path weights = golden("bert-safetensors", "a\nb\u001b[31m<script>");
        Files.delete(weights.resolve("model.safetensors"));
        Files.createDirectory(weights.resolve("model.safetensors"));

        refusedCheckpoint(weights, "a\\u000ab\\u001b[31m<script>", "model.safetensors");
        refusedCheckpoint(GoldenFolders.of("bert-safetensors").resolve("config.json"), "not a folder");
        refused(
                List.of(
                        "--checkpoint",
                        GoldenFolders.of("bert-safetensors").toString(),
                        "--inputs",
                        weights.toString()),
                "not a regular file");
    }

    @Test
    void aConfigurationWithABillionLayers() throws Exception {
        Path checkpoint = golden("bert-safetensors", "deep");
        Path config = checkpoint.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("\"num_hidden_layers\": *2", "\"num_hidden_layers\": 1000000000"));

        refusedCheckpoint(checkpoint, "config.json", "parameters");
    }

    @Test
    void truncatedWeightsInEachForm() throws Exception {
        for (String golden : List.of("bert-safetensors", "bert-pretraining-legacy", "squeezebert-mlm-zip")) {
            Path checkpoint = golden(golden, "cut-" + golden);
            for (String name : List.of("model.safetensors", "pytorch_model.bin")) {
                Path weights = checkpoint.resolve(name);
                if (Files.exists(weights)) {
                    byte[] whole = Files.readAllBytes(weights);
                    Files.write(weights, Arrays.copyOf(whole, whole.length / 2));
                    refusedCheckpoint(checkpoint, name);
                }
            }
        }
    }

    @Test
    void aPickleThatRunsACommand() throws Exception {
        Path checkpoint = golden("squeezebert-mlm-zip", "evil");
        Path proof = folder.resolve("pwned");
        byte[] pickle = ("cos\nsystem\n(S'touch " + proof + "'\ntR.").getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream stream = Files.newOutputStream(checkpoint.resolve("pytorch_model.bin"));
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            ZipEntry entry = new ZipEntry("archive/data.pkl");
            CRC32 sum = new CRC32();
            sum.update(pickle);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(pickle.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(pickle);
            zip.closeEntry();
        }

        refusedCheckpoint(checkpoint, "os.system");
        assertThat(proof).doesNotExist();
    }

    @Test
    void inputsThatFitNoModelOrContradictAFlag() throws Exception {
        String checkpoint = GoldenFolders.of("bert-safetensors").toString();
        Path npz = Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/npz/refused.npz");

        refused(List.of("--checkpoint", checkpoint, "--inputs", npz.toString()), "lacks the inputs 'input_ids'");
        refused(
                List.of(
                        "--checkpoint",
                        checkpoint,
                        "--expect",
                        GoldenFolders.of("bert-safetensors").resolve(IO).toString()),
                "--expect needs --inputs");
        refused(
                List.of(
                        "--checkpoint",
                        checkpoint,
                        "--sequence-length",
                        "8",
                        "--inputs",
                        GoldenFolders.of("bert-safetensors").resolve(IO).toString()),
                "--inputs has 17");
    }

    @Test
    void aLengthBeyondThePositions() throws Exception {
        refused(
                List.of("--checkpoint", GoldenFolders.of("bert-safetensors").toString(), "--sequence-length", "41"),
                "must be between 1 and 40",
                "bert-safetensors");
    }
}
