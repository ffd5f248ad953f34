package dev.squeezebench.workloads.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.Differences;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints as the original implementation wrote them give the outputs that it computed, after every layer. */
final class GoldenCheckpointTest {
    /** See the README beside the goldens; what is reached in double precision is about 1e-6. */
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bert-safetensors",
                "bert-float16",
                "bert-pretraining-legacy",
                "squeezebert-safetensors",
                "squeezebert-mlm-zip"
            })
    void theReferenceEqualsTheOriginalImplementation(String golden) throws IOException {
        TrainedNetwork trained = Checkpoint.open(Goldens.folder(golden)).trained();
        List<Tensor> io = Goldens.io(golden);

        for (Tensor output :
                new ReferenceEncoder(trained.network(), trained.weights()).outputs(io, ProgressListener.Task.NONE)) {
            double difference = Differences.largest(
                    Goldens.tensor(io, "attention_mask"), output, Goldens.tensor(io, output.name()));
            assertThat(difference).as("%s: %s", golden, output.name()).isLessThan(TOLERANCE);
        }
    }

    @Test
    void headsAreIgnoredAndListed() throws IOException {
        assertThat(Checkpoint.open(Goldens.folder("bert-pretraining-legacy")).ignored())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("cls."));
        assertThat(Checkpoint.open(Goldens.folder("squeezebert-mlm-zip")).ignored())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("cls."));
        assertThat(Checkpoint.open(Goldens.folder("bert-safetensors")).ignored())
                .isEmpty();
    }

    @Test
    void provenanceIsTheFoldersNameAndThePlainDigestOfTheWeightsFile() throws Exception {
        byte[] file = Files.readAllBytes(Goldens.folder("bert-float16").resolve("model.safetensors"));

        assertThat(Checkpoint.open(Goldens.folder("bert-float16"))
                        .trained()
                        .weights()
                        .provenance())
                .isEqualTo("bert-float16@sha256:"
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    @Test
    void eachGroupCountOfAConfigurationIsHonoured() throws IOException {
        var block = Checkpoint.open(Goldens.folder("squeezebert-mlm-zip"))
                .trained()
                .network()
                .blocks()
                .get(1);

        assertThat(List.of(
                        block.attention().query().groups(),
                        block.attention().key().groups(),
                        block.attention().value().groups(),
                        block.postAttention().groups(),
                        block.intermediate().groups(),
                        block.output().groups()))
                .containsExactly(2, 4, 1, 1, 8, 2);
    }
}
