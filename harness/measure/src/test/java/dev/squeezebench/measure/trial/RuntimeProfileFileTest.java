package dev.squeezebench.measure.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.TensorShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeProfileFileTest {
    private static final TensorShape HIDDEN = new TensorShape("float32", List.of(1L, 128L, 768L));

    private final Path folder;
    private final Path file;

    RuntimeProfileFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("profile.json");
    }

    private static RuntimeProfile.Operator operator(int index, Optional<RuntimeProfile.Part> part) {
        return new RuntimeProfile.Operator(
                "<b>\"模型\"\n" + index,
                "Add",
                "xnnpack",
                part.isPresent() ? RuntimeProfile.Place.DELEGATED : RuntimeProfile.Place.OPTIMISED,
                OptionalInt.of(index),
                part,
                List.of(HIDDEN),
                List.of(),
                2,
                LongSeries.of(1, 2),
                Optional.of(new OperatorThreads(1.5, 7)));
    }

    private RuntimeProfileFile profile(List<RuntimeProfile.Operator> operators) {
        return new RuntimeProfileFile(
                "1.29.0",
                LongSeries.of(3, 4),
                new RuntimeProfile(operators, folder.resolve("raw.json"), Optional.of(folder.resolve("graph.onnx"))),
                Map.of("y", HIDDEN));
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        RuntimeProfile.Part first = new RuntimeProfile.Part(List.of(0, 2));
        RuntimeProfile.Part second = new RuntimeProfile.Part(List.of(5));
        RuntimeProfileFile written = profile(List.of(
                operator(0, Optional.of(first)),
                operator(1, Optional.empty()),
                operator(0, Optional.of(second)),
                operator(1, Optional.of(first))));

        written.write(file);

        RuntimeProfileFile read = RuntimeProfileFile.read(file);
        assertThat(read).isEqualTo(written);
        assertThat(read.profile().operators().get(3).part().orElseThrow())
                .as("one part, however many operators")
                .isSameAs(read.profile().operators().get(0).part().orElseThrow());
    }

    @Test
    void whereverItIsCutItIsRefused() throws Exception {
        profile(List.of(operator(0, Optional.of(new RuntimeProfile.Part(List.of(0))))))
                .write(file);
        byte[] whole = Files.readAllBytes(file);
        int last =
                new String(whole, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length - 1;

        for (int end = last; end >= 0; end -= 7) {
            Files.write(file, Arrays.copyOf(whole, end));
            assertThatThrownBy(() -> RuntimeProfileFile.read(file))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("no profile: ");
        }
    }

    @Test
    void anOperatorOfAPartThatIsNotThereIsRefused() throws Exception {
        profile(List.of(operator(0, Optional.of(new RuntimeProfile.Part(List.of(0))))))
                .write(file);
        Files.writeString(file, Files.readString(file).replace("\"part\":0", "\"part\":1"));

        assertThatThrownBy(() -> RuntimeProfileFile.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("an operator is of part 1 of 1");
    }

    /** A delegate that takes all of a model with 10,000 nodes: were the part written with each operator, 500 MB. */
    @Test
    void aPartIsWrittenOnce() throws Exception {
        int many = 10_000;
        RuntimeProfile.Part part =
                new RuntimeProfile.Part(IntStream.range(0, many).boxed().toList());
        List<RuntimeProfile.Operator> operators = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            operators.add(operator(i, Optional.of(part)));
        }

        profile(operators).write(file);

        assertThat(Files.size(file)).isLessThan(500L * many);
        assertThat(RuntimeProfileFile.read(file).profile().operators()).hasSize(many);
    }
}
