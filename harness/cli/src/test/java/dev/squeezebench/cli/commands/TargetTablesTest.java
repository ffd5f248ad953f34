package dev.squeezebench.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.plan.Target;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetTablesTest {
    private static final Target WEBGPU = new Target("onnxruntime", "webgpu");
    private static final RuntimeInfo RUNTIME = new RuntimeInfo("1.29.0", "of the tests");
    private static final Adapter PAINTER =
            new Adapter("Painter", "Nobody", Adapter.Type.SOFTWARE, "by hand 1", "Vulkan 1.3.0");
    private static final Adapter CARD =
            new Adapter("Card\u001b[31m", "Somebody", Adapter.Type.DISCRETE, "driver 1", "Vulkan 1.3.0");

    @Test
    void aUsableTargetNamesItsDeviceAndMarksTheProcessorThatPlaysOne() {
        assertThat(shown(TargetTables.targets(usable(PAINTER))))
                .containsExactly(List.of("onnxruntime:webgpu", "yes", "1.29.0, on Painter (software)"));
        assertThat(shown(TargetTables.adapters(usable(PAINTER))))
                .containsExactly(
                        List.of("onnxruntime:webgpu", "Painter", "software", "Nobody", "by hand 1", "Vulkan 1.3.0"));
    }

    @Test
    void whereItMayHaveBeenAnyOfThemAllAreNamedFitToBePrinted() {
        assertThat(shown(TargetTables.targets(usable(PAINTER, CARD))).get(0).get(2))
                .isEqualTo("1.29.0, on one of Painter (software), Card\\u001b[31m (discrete)");
        assertThat(shown(TargetTables.adapters(usable(PAINTER, CARD))))
                .extracting(row -> row.get(1))
                .containsExactly("Painter", "Card\u001b[31m");
    }

    @Test
    void theProcessorHasNoAdapter() {
        assertThat(shown(TargetTables.targets(usable())).get(0).get(2)).isEqualTo("1.29.0");
        assertThat(TargetTables.adapters(usable()).rows()).isEmpty();
    }

    @Test
    void aTargetOnPhonesSaysHowItsRuntimeComesThere() {
        Target phone = new Target(Optional.of("SERIAL"), "onnxruntime-android", "cpu");
        RuntimeInfo runtime = new RuntimeInfo("1.29.0", "got from Maven");
        assertThat(shown(TargetTables.targets(Map.of(phone, new Availability.Usable(runtime)))))
                .containsExactly(List.of("android:SERIAL/onnxruntime-android:cpu", "yes", "1.29.0, got from Maven"));
    }

    @Test
    void anUnusableTargetSaysWhyAndWhatToDo() {
        Map<Target, Availability> tried = Map.of(WEBGPU, new Availability.Unusable("no driver", "install it"));
        assertThat(shown(TargetTables.targets(tried)))
                .containsExactly(List.of("onnxruntime:webgpu", "no", "no driver; install it"));
        assertThat(JsonRenderer.render(List.of(TargetTables.targets(tried))))
                .isEqualTo("{\"targets\":[{\"target\":\"onnxruntime:webgpu\",\"usable\":false,\"reason\":\"no driver\","
                        + "\"remedy\":\"install it\"}]}\n");
        assertThat(TargetTables.adapters(tried).rows()).isEmpty();
    }

    /** The cells that people see. */
    private static List<List<String>> shown(Table table) {
        return table.rows().stream()
                .map(row -> IntStream.range(0, row.size())
                        .filter(column -> table.columns().get(column).audience() != Table.Audience.PROGRAMS)
                        .mapToObj(column -> row.get(column).shown())
                        .toList())
                .toList();
    }

    private static Map<Target, Availability> usable(Adapter... adapters) {
        return Map.of(WEBGPU, new Availability.Usable(RUNTIME, List.of(adapters)));
    }
}
