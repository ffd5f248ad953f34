package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.records.Warning;
import dev.squeezebench.workloads.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the user's flags and folders come to. */
class CatalogueTest {
    private static final Path BERT = GoldenFolders.of("bert-safetensors");
    private static final Path SQUEEZEBERT = GoldenFolders.of("squeezebert-mlm-zip");

    private final Path folder;

    CatalogueTest(@TempDir Path folder) {
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

    private static List<String> names(Catalogue catalogue) {
        return catalogue.networks().stream().map(TrainedNetwork::name).toList();
    }

    private static List<String> names(Object... words) {
        return names(Catalogue.open(settings(words)));
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

        assertThat(Catalogue.open(two).baseline(two)).isEqualTo("squeezebert-mlm-zip");
        assertThat(Catalogue.open(withBase).baseline(withBase)).isEqualTo("bert-base-uncased");
        assertThat(Catalogue.open(said).baseline(said)).isEqualTo("bert-safetensors");
    }

    @Test
    void aBaselineThatIsNotMeasuredIsRefusedWithTheNamesThatAre() {
        Settings settings = settings("--checkpoint", BERT, "--relative-to=gpt");

        assertThatThrownBy(() -> Catalogue.open(settings).baseline(settings))
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
        OwnFile before = OpenedCheckpoint.open(copy).file();
        assertThat(OpenedCheckpoint.open(copy).file()).isEqualTo(before);

        Path config = copy.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("1e-12", "1e-5"));
        assertThat(OpenedCheckpoint.open(copy).file()).isNotEqualTo(before);

        Files.writeString(config, text);
        byte[] weights = Files.readAllBytes(copy.resolve("model.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(copy.resolve("model.safetensors"), weights);
        assertThat(OpenedCheckpoint.open(copy).file()).isNotEqualTo(before);
    }

    @Test
    void withoutALengthAllAreMeasuredWithThePositionsOfTheShortestAndAWarningSaysSo() {
        Settings settings = settings("--checkpoint", BERT, "--workload=bert-tiny");
        Sizes sizes = Sizes.of(settings.selection(), Catalogue.open(settings).networks(), List.of());

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
        List<TrainedNetwork> networks = Catalogue.open(settings).networks();

        assertThatThrownBy(() -> Sizes.of(settings.selection(), networks, List.of()))
                .hasMessage("--sequence-length 41: must be between 1 and 40, the positions of bert-safetensors");
    }

    @Test
    void theUsualLengthNeedsNoWarning() {
        Settings settings = settings("--workload=bert-tiny");
        Sizes sizes = Sizes.of(settings.selection(), Catalogue.open(settings).networks(), List.of());

        assertThat(sizes.sequenceLengths()).containsExactly(128);
        assertThat(sizes.warnings()).isEmpty();
    }

    @Test
    void ignoredTensorsAreCountedAndTheFirstNamedOnTheTerminalAndAllInTheLog() {
        IgnoredTensors many = new IgnoredTensors("net", List.of("a", "b\u001b[31m", "c", "d", "e"));

        assertThat(many.inShort())
                .isEqualTo("net: the encoder is measured, 5 tensors are ignored: a, b\\u001b[31m, c and 2 more"
                        + " ('models inspect' lists them)");
        assertThat(many.inFull()).endsWith(": a, b\\u001b[31m, c, d, e");
        assertThat(new IgnoredTensors("net", List.of("a")).inShort()).endsWith("1 tensor is ignored: a");
    }
}
