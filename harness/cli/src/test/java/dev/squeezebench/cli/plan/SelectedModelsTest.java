package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the user's flags and folders come to. */
class SelectedModelsTest {
    private static final Path BERT = GoldenFolders.of("bert-safetensors");
    private static final Path SQUEEZEBERT = GoldenFolders.of("squeezebert-mlm-zip");

    private final Path folder;

    SelectedModelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Settings settings(Object... words) {
        Settings settings = new Settings();
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        new CommandLine(settings).parseArgs(arguments.toArray(String[]::new));
        return settings;
    }

    private static List<String> names(SelectedModels catalogue) {
        return catalogue.networks().stream().map(EmittedNetwork::name).toList();
    }

    private static List<String> names(Object... words) {
        return names(SelectedModels.open(settings(words), ProgressListener.NONE));
    }

    @Test
    void checkpointsAreCalledLikeTheirFoldersAndComeAfterTheWorkloads() {
        assertThat(names("--checkpoint", BERT, "--checkpoint", SQUEEZEBERT))
                .containsExactly("bert-safetensors", "squeezebert-mlm-zip");
        assertThat(names("--checkpoint", BERT, "--workload=bert-tiny"))
                .containsExactly("bert-tiny", "bert-safetensors");
    }

    @Test
    void foldersOfOneNameAreToldApartByWhatTheyHoldInAnyOrder() {
        Path one = GoldenFolders.copy("bert-safetensors", folder.resolve("a/net"));
        Path other = GoldenFolders.copy("bert-float16", folder.resolve("b/net"));

        List<String> names = names("--checkpoint", one, "--checkpoint", other);

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("net-[0-9a-f]{8}"));
        assertThat(names("--checkpoint", other, "--checkpoint", one)).containsExactly(names.get(1), names.get(0));
    }

    @Test
    void aFolderCalledLikeABuiltInWorkloadIsNotTakenForIt() {
        Path impostor = GoldenFolders.copy("bert-safetensors", folder.resolve("bert-base-uncased"));

        assertThat(names("--checkpoint", impostor)).singleElement().satisfies(name -> assertThat(name)
                .matches("bert-base-uncased-[0-9a-f]{8}"));
    }

    @Test
    void theSameCheckpointTwiceIsAMistake() {
        Path copy = GoldenFolders.copy("bert-safetensors", folder.resolve("bert-safetensors"));

        assertThatThrownBy(() -> names("--checkpoint", BERT, "--checkpoint", copy))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(copy.toString())
                .hasMessageContaining("the same network with the same weights");
        assertThat(names("--checkpoint", BERT, "--checkpoint", BERT)).hasSize(1);
    }

    @Test
    void speedUpsAreRelativeToTheFirstUnlessBertBaseIsThereOrTheUserSaysOtherwise() {
        Settings two = settings("--checkpoint", SQUEEZEBERT, "--checkpoint", BERT);
        Settings withBase = settings("--checkpoint", BERT, "--workload=bert-tiny,bert-base-uncased");
        Settings said = settings("--checkpoint", SQUEEZEBERT, "--checkpoint", BERT, "--relative-to=bert-safetensors");

        Settings tiny = settings("--workload=squeezebert-tiny,bert-tiny");
        assertThat(SelectedModels.open(tiny, ProgressListener.NONE).baseline(tiny))
                .isEqualTo("bert-tiny");
        assertThat(SelectedModels.open(two, ProgressListener.NONE).baseline(two))
                .isEqualTo("squeezebert-mlm-zip");
        assertThat(SelectedModels.open(withBase, ProgressListener.NONE).baseline(withBase))
                .isEqualTo("bert-base-uncased");
        assertThat(SelectedModels.open(said, ProgressListener.NONE).baseline(said))
                .isEqualTo("bert-safetensors");
    }

    @Test
    void aBaselineThatIsNotMeasuredIsRefusedWithTheNamesThatAre() {
        Settings settings = settings("--checkpoint", BERT, "--relative-to=gpt");

        assertThatThrownBy(() ->
                        SelectedModels.open(settings, ProgressListener.NONE).baseline(settings))
                .hasMessageContaining("--relative-to gpt")
                .hasMessageContaining("there are bert-safetensors");
    }

    @Test
    void whatIsNoCheckpointIsNamedWithItsFlagAndPathInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a\nfile"), "");

        assertThatThrownBy(() -> names("--checkpoint", file)).isInstanceOfSatisfying(UserException.class, problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(problem.line()).contains("--checkpoint " + folder, "a\\u000afile", "not a folder");
        });
    }

    @Test
    void theHashOfACheckpointChangesWithItsWeightsAndItsConfiguration() throws IOException {
        Path copy = GoldenFolders.copy("bert-safetensors", folder.resolve("net"));
        UserFile before = OpenedCheckpoint.open(copy, ProgressListener.NONE).file();
        assertThat(OpenedCheckpoint.open(copy, ProgressListener.NONE).file()).isEqualTo(before);

        Path config = copy.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("1e-12", "1e-5"));
        assertThat(OpenedCheckpoint.open(copy, ProgressListener.NONE).file()).isNotEqualTo(before);

        Files.writeString(config, text);
        byte[] weights = Files.readAllBytes(copy.resolve("model.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(copy.resolve("model.safetensors"), weights);
        assertThat(OpenedCheckpoint.open(copy, ProgressListener.NONE).file()).isNotEqualTo(before);
    }

    @Test
    void withoutALengthAllAreMeasuredWithThePositionsOfTheShortestAndAWarningSaysSo() {
        Settings settings = settings("--checkpoint", BERT, "--workload=bert-tiny");
        InputSizes sizes = InputSizes.of(
                settings.selection(),
                SelectedModels.open(settings, ProgressListener.NONE).networks());

        assertThat(sizes.sequenceLengths()).containsExactly(40);
        assertThat(sizes.batches()).containsExactly(1);
        assertThat(sizes.warnings())
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .contains("40 tokens instead of the usual 128", "bert-safetensors");
    }

    @Test
    void aLengthBeyondTheShortestIsRefusedWithItsNameAndLimit() {
        Settings settings = settings("--checkpoint", BERT, "--workload=bert-tiny", "--sequence-length=8,41");
        List<EmittedNetwork> networks =
                SelectedModels.open(settings, ProgressListener.NONE).networks();

        assertThatThrownBy(() -> InputSizes.of(settings.selection(), networks))
                .hasMessage("--sequence-length 41: must be between 1 and 40, the positions of bert-safetensors");
    }

    @Test
    void theUsualLengthNeedsNoWarning() {
        Settings settings = settings("--workload=bert-tiny");
        InputSizes sizes = InputSizes.of(
                settings.selection(),
                SelectedModels.open(settings, ProgressListener.NONE).networks());

        assertThat(sizes.sequenceLengths()).containsExactly(128);
        assertThat(sizes.warnings()).isEmpty();
    }

    @Test
    void ignoredTensorsAreCountedAndTheFirstNamedOnTheTerminalAndAllInTheLog() {
        List<String> many = List.of("a", "b\u001b[31m", "c", "d", "e");

        assertThat(OpenedCheckpoint.ignoredInShort("net", many))
                .isEqualTo("net: the encoder is measured, 5 tensors are ignored: a, b\\u001b[31m, c and 2 more"
                        + " ('models inspect' lists them)");
        assertThat(OpenedCheckpoint.ignoredInFull("net", many)).endsWith(": a, b\\u001b[31m, c, d, e");
        assertThat(OpenedCheckpoint.ignoredInShort("net", List.of("a"))).endsWith("1 tensor is ignored: a");
    }

    @Test
    void aModelsIdIsAnsweredWithTheCommandThatDownloadsIt() {
        assertThatThrownBy(() -> names("--checkpoint", "squeezebert/squeezebert-uncased"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("hf download squeezebert/squeezebert-uncased config.json model.safetensors"
                        + " --local-dir squeezebert-uncased");
    }
}
