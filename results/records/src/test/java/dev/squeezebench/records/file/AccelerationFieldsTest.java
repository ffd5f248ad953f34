package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AccelerationFieldsTest {
    private static final String ON_A_GPU = "{\"requested\":\"webgpu\",\"obtained\":\"webgpu\","
            + "\"placement\":{\"cpu\":1,\"webgpu\":70},"
            + "\"fallbacks\":[{\"name\":\"/embeddings/Gather\",\"kind\":\"Gather\",\"on\":\"cpu\"}],"
            + "\"memory_copies\":2,"
            + "\"adapter\":{\"name\":\"Radeon\",\"vendor\":\"AMD\",\"type\":\"discrete\",\"driver\":\"radv 25.1\","
            + "\"api_version\":\"Vulkan 1.3.0\"}}";

    @Test
    void everythingIsWrittenAndReadAgain() throws IOException {
        AccelerationUse use = new AccelerationUse(
                "webgpu",
                Optional.of("webgpu"),
                Map.of("cpu", 1, "webgpu", 70),
                List.of(new PlacedNode("/embeddings/Gather", "Gather", "cpu")),
                OptionalInt.of(2),
                Optional.of(new Adapter("Radeon", "AMD", Adapter.Type.DISCRETE, "radv 25.1", "Vulkan 1.3.0")));
        assertThat(written(use)).isEqualTo(ON_A_GPU);
        assertThat(read(ON_A_GPU)).isEqualTo(use);
        assertThat(use.placedNodes()).isEqualTo(71);
        assertThat(use.strayNodes(List.of())).isEqualTo(1);
    }

    @Test
    void onTheCpuThereIsNoWordOfAdaptersAndOlderFilesAreReadable() throws IOException {
        AccelerationUse use = new AccelerationUse("cpu", Optional.of("cpu"), Map.of());
        String text = "{\"requested\":\"cpu\",\"obtained\":\"cpu\",\"placement\":{}}";
        assertThat(written(use)).isEqualTo(text);
        assertThat(read(text)).isEqualTo(use);
        assertThat(use.strayNodes(List.of())).isZero();
    }

    @Test
    void theShareOfTheArithmeticIsAShare() throws IOException {
        AccelerationUse use = new AccelerationUse("gpu", Optional.of("gpu"), Map.of("builtin", 180, "gpu", 10))
                .withFlopShare(Optional.of(FlopShare.exactly(0.25)));
        String text = "{\"requested\":\"gpu\",\"obtained\":\"gpu\",\"placement\":{\"builtin\":180,\"gpu\":10},"
                + "\"flop_share\":0.25}";
        assertThat(written(use)).isEqualTo(text);
        assertThat(read(text)).isEqualTo(use);
        assertThatThrownBy(() -> read(text.replace("0.25", "1.25")))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("flop_share");
    }

    @Test
    void aShareThatIsKnownWithinBoundsHasBoth() throws IOException {
        AccelerationUse use = new AccelerationUse("gpu", Optional.of("gpu"), Map.of("builtin", 3, "gpu", 614))
                .withFlopShare(Optional.of(new FlopShare(0.9, 1)));
        String text = "{\"requested\":\"gpu\",\"obtained\":\"gpu\",\"placement\":{\"builtin\":3,\"gpu\":614},"
                + "\"flop_share_bounds\":{\"least\":0.9,\"most\":1}}";
        assertThat(written(use)).isEqualTo(text.replace(":1}}", ":1.0}}"));
        assertThat(read(text)).isEqualTo(use);
        assertThat(use.isPartial()).as("it may be").isTrue();
        assertThatThrownBy(() -> read(text.replace("0.9", "-0.9")))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("flop_share_bounds.least");
        assertThatThrownBy(() -> new FlopShare(0.9, 0.8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownTypeOfAdapterIsNamedByItsPlace() {
        assertThatThrownBy(() -> read(ON_A_GPU.replace("discrete", "imaginary")))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("field adapter.type is none of discrete, integrated, virtual, software, other");
    }

    private static String written(AccelerationUse use) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> AccelerationFields.write(fields, use));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static AccelerationUse read(String text) {
        return AccelerationFields.read(JsonFields.parse(text.getBytes(StandardCharsets.UTF_8)));
    }
}
