package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.cli.plan.UserFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the user's own files come to lie in a bundle. */
class PackedFilesTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void ofACheckpointTravelsWhatOpeningItReadsUnderTheNameThatResultsShow() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), GoldenFolders.of("bert-safetensors"));

        Packing.PackedPart own = own("--checkpoint", link);

        assertThat(own.part().entries())
                .extracting(BundleContents.Entry::path)
                .containsExactlyInAnyOrder(
                        "files/7/bert-safetensors/config.json", "files/7/bert-safetensors/model.safetensors");
        assertThat(own.file().path()).isEqualTo("files/7/bert-safetensors");
        assertThat(own.file().flag()).isEqualTo("--checkpoint");
    }

    @Test
    void aModelKeepsTheFolderThatTellsItFromOthersOfItsName() throws IOException {
        Path model =
                Path.of(System.getProperty("root.dir"), "harness/cli/src/test/resources/models", "classifier.onnx");

        Packing.PackedPart own = own("--model", model);

        assertThat(own.file().path()).isEqualTo("files/7/models/classifier.onnx");
        assertThat(own.part().entries())
                .extracting(BundleContents.Entry::path)
                .containsExactly("files/7/models/classifier.onnx");
        assertThat(own.part().bytes()).isEqualTo(Files.size(model));
    }

    @Test
    void ofAModelTravelsTheDataThatLiesBesideIt() throws IOException {
        Path models = Path.of(System.getProperty("root.dir"), "harness/cli/src/test/resources/models");
        Path model = Files.copy(models.resolve("huge.onnx"), folder.resolve("huge.onnx"));
        try (RandomAccessFile holes =
                new RandomAccessFile(folder.resolve("huge.bin").toFile(), "rw")) {
            holes.setLength(3L << 30);
        }

        assertThat(own("--model", model).part().entries())
                .extracting(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
                .containsExactly("huge.onnx", "huge.bin");
    }

    private Packing.PackedPart own(String flag, Path path) throws IOException {
        return new Packing(folder, new Platform("linux-x86-64", "x86_64"), folder)
                .own(7, new UserFile(flag, path, "ab".repeat(32)));
    }
}
