package dev.squeezebench.workloads.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.store.Emitters;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoweringTableTest {
    private final LoweringTable table = LoweringTable.builtIn();

    @ParameterizedTest
    @CsvSource({
        "onnxruntime, 1.26.0, cpu, split, none",
        "onnxruntime, 1.27.0, cpu, split, skip-layer-norm",
        "onnxruntime, 1.28.0, cpu, split, skip-layer-norm",
        "onnxruntime, 1.29.0, cpu, split, skip-layer-norm",
        "onnxruntime, 1.30.0, cpu, split, none",
        "onnxruntime, 1.32.0, cpu, split, none",
        "tflite, 2.21.0, xnnpack, split, none",
        "tflite, 2.21.0, builtin, split, none",
    })
    void aMeasuredVersionGetsWhatWasQuickest(
            String runner, String version, String acceleration, String lowering, String fusion) {
        LoweringChoice choice = choose(runner, version, acceleration, "squeezebert-tiny");

        assertThat(choice.lowering()).isEqualTo(lowering);
        assertThat(choice.fusion()).isEqualTo(fusion);
        assertThat(choice.reason()).doesNotContain("never measured");
    }

    @Test
    void aNetworkWithoutGroupsIsDenseAndFusedAlike() {
        LoweringChoice choice = choose("onnxruntime", "1.29.0", "cpu", "bert-tiny");

        assertThat(choice.lowering()).isEqualTo("dense");
        assertThat(choice.fusion()).isEqualTo("skip-layer-norm");
    }

    @ParameterizedTest
    @CsvSource({"1.33.0, none", "2.0, none", "1.21.1, none", "1.29.99-dev, skip-layer-norm"})
    void anUnmeasuredVersionIsTreatedLikeTheNearest(String version, String fusion) {
        assertThat(choose("onnxruntime", version, "cpu", "squeezebert-tiny").fusion())
                .isEqualTo(fusion);
        assertThat(choose("onnxruntime", "1.33.0", "cpu", "squeezebert-tiny").reason())
                .startsWith("1.33.0 was never measured")
                .contains("SkipLayerNormalization is six times slower");
    }

    @ParameterizedTest
    @CsvSource({"onnxruntime, 1.29.0, webgpu", "onnxruntime, unknown, cpu", "other, 1.0, cpu"})
    void aTargetThatWasNeverMeasuredGetsThePlainestGraphAndSaysSo(String runner, String version, String acceleration) {
        LoweringChoice choice = choose(runner, version, acceleration, "squeezebert-tiny");

        assertThat(choice.lowering()).isEqualTo("conv");
        assertThat(choice.fusion()).isEqualTo("none");
        assertThat(choice.reason())
                .isEqualTo(runner + ' ' + version + ' ' + acceleration + " was never measured: the plainest graph");
    }

    @Test
    void betweenTwoMeasuredRangesTheOneOnTheSideOfTheVersionWins() {
        LoweringTable gap = LoweringTable.parse(List.of(
                "onnxruntime | cpu | 1.1 | 1.2 | conv | none | old",
                "onnxruntime | cpu | 1.8 | 1.9 | split | none | new"));

        assertThat(gap.choose("onnxruntime", "1.10", "cpu", network("squeezebert-tiny"), Emitters.ofFormat("onnx"))
                        .reason())
                .endsWith("new");
        assertThat(gap.choose("onnxruntime", "1.0", "cpu", network("squeezebert-tiny"), Emitters.ofFormat("onnx"))
                        .reason())
                .endsWith("old");
    }

    @Test
    void aRowThatIsNoRowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LoweringTable.parse(List.of("onnxruntime | cpu")));
    }

    private LoweringChoice choose(String runner, String version, String acceleration, String network) {
        String format = runner.equals("tflite") ? "tflite" : "onnx";
        return table.choose(runner, version, acceleration, network(network), Emitters.ofFormat(format));
    }

    private static Network network(String name) {
        return Objects.requireNonNull(Networks.builtIn().get(name));
    }
}
