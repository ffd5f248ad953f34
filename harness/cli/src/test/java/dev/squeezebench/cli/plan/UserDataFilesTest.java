package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the user wants to go in and to come out, and what of it is refused. */
class UserDataFilesTest {
    private static final Path GOLDEN = GoldenFolders.of("bert-safetensors");
    private static final Path IO = GOLDEN.resolve("io.safetensors");

    private final Path folder;

    UserDataFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Settings settings(Object... words) {
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(arguments.toArray(String[]::new));
        settings.check();
        return settings;
    }

    private static UserDataFiles files(Object... words) {
        return UserDataFiles.open(settings(words).files(), ProgressListener.NONE)
                .orElseThrow();
    }

    private static List<String> notes(Object... words) {
        UserDataFiles files = files(words);
        return files.notes(List.of(subject(files.of(golden()))));
    }

    private static EmittedNetwork subject(UserInputs data) {
        return new EmittedNetwork(golden(), LoweringTable.builtIn(), Optional.of(data));
    }

    private static TrainedNetwork golden() {
        return OpenedCheckpoint.open(GOLDEN, ProgressListener.NONE).checkpoint().trained();
    }

    /** The golden's tensors with one in place of another of the same name, or left out where the names differ. */
    private Path changed(String name, List<Tensor> instead) throws IOException {
        List<Tensor> tensors = new ArrayList<>(Safetensors.read(IO));
        tensors.removeIf(tensor -> tensor.name().equals(name));
        tensors.addAll(instead);
        Path file = folder.resolve("changed.safetensors");
        Safetensors.write(file, tensors);
        return file;
    }

    private static Tensor ids(String name, long value) {
        ByteBuffer data = ByteBuffer.allocate(51 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(0, value);
        return new Tensor(name, ElementType.INT64, List.of(3L, 17L), data);
    }

    @Test
    void sizesAreThoseOfTheInputs() {
        UserInputs given = files("--inputs", IO).of(golden());

        assertThat(given.expected()).isEmpty();
        InputSizes sizes = InputSizes.of(settings().selection(), List.of(subject(given)));
        assertThat(sizes.batches()).containsExactly(3);
        assertThat(sizes.sequenceLengths()).containsExactly(17);
        Settings repeated = settings("--batch=3", "--sequence-length=17");
        assertThat(InputSizes.of(repeated.selection(), List.of(subject(given)))).isEqualTo(sizes);
    }

    @ParameterizedTest
    @CsvSource({"--batch,2,3", "--sequence-length,16,17"})
    void aFlagThatContradictsTheInputsIsRefused(String flag, int value, int inputs) {
        UserInputs given = files("--inputs", IO).of(golden());
        Settings settings = settings(flag, value);

        assertThatThrownBy(() -> InputSizes.of(settings.selection(), List.of(subject(given))))
                .hasMessage(flag + ' ' + value + ": --inputs has " + inputs + "; leave " + flag + " out");
    }

    @Test
    void whatMustComeOutIsTakenByNameWithTheStatesOfEveryLayer() {
        UserInputs.Expected expected =
                files("--inputs", IO, "--expect", IO).of(golden()).expected().orElseThrow();

        assertThat(expected.name()).matches("expect@sha256:[0-9a-f]{8}");
        assertThat(expected.outputs()).extracting(Tensor::name).containsExactly("last_hidden_state", "pooler_output");
        assertThat(expected.states())
                .extracting(Tensor::name)
                .containsExactly("hidden_states.0", "hidden_states.1", "hidden_states.2");
    }

    @Test
    void tensorsThatNobodyAsksForAreListedAndOutputsThatNobodyComparesToo() throws IOException {
        Path file = changed("pooler_output", List.of(ids("lab\nels", 0)));

        assertThat(notes("--inputs", file, "--expect", file))
                .containsExactly(
                        "changed.safetensors: ignored, for they are neither inputs nor outputs: lab\\u000aels",
                        "changed.safetensors: it lacks pooler_output, which is not compared");
        assertThat(notes("--inputs", IO, "--expect", IO)).isEmpty();
    }

    @Test
    void everyFileIsRememberedWithItsHash() {
        assertThat(files("--inputs", IO, "--expect", IO).userFiles())
                .extracting(UserFile::flag)
                .containsExactly("--inputs", "--expect");
    }

    @Test
    void expectationsWithoutInputsMakeNoSense() {
        assertThatThrownBy(() -> settings("--expect", IO))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--expect needs --inputs");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsFlag() {
        assertThatThrownBy(() -> files("--inputs", folder.resolve("gone")))
                .hasMessageStartingWith("--inputs " + folder.resolve("gone") + ": no such file");
    }

    @ParameterizedTest
    @CsvSource({"97, outside 0 to 96", "-1, outside 0 to 96"})
    void anIdThatTheVocabularyHasNotIsRefused(long id, String why) throws IOException {
        Path file = changed("input_ids", List.of(ids("input_ids", id)));

        assertThatThrownBy(() -> files("--inputs", file).of(golden()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input_ids contains " + id)
                .hasMessageContaining(why)
                .hasMessageContaining("bert-safetensors");
    }

    @Test
    void theOutputsOfAnotherModelAreRefused() {
        TrainedNetwork wider = Objects.requireNonNull(TrainedNetwork.builtIn().get("bert-base-uncased"));

        assertThatThrownBy(() -> files("--inputs", IO, "--expect", IO).of(wider))
                .hasMessageContaining("'last_hidden_state' has shape [3, 17, 64], and the model wants [3, 17, 768]");
    }
}
