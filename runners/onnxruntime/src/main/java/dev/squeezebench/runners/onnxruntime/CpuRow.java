package dev.squeezebench.runners.onnxruntime;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processor, where every other provider's leftovers run too. */
@AutoService(RowSource.class)
public final class CpuRow implements RowSource {
    @Override
    public ProviderRow row() {
        return new ProviderRow(
                ProviderRows.CPU,
                "CPU",
                ProviderRow.Place.PROCESSOR,
                (options, settings) -> {}, // every session has it as its last resort
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                "use a platform that ONNX Runtime publishes libraries for, or name one by --native-library");
    }
}
