package dev.squeezebench.runners.onnxruntime;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider of the tests, in the one file that a provider takes. The Java API has a name for Azure and no method that
 * appends it, so that no row is generated for it.
 */
@AutoService(RowSource.class)
public final class OneFileRow implements RowSource {
    static final String WORD = "azure";
    static final String REMEDY = "name a library that has it by --native-library";

    @Override
    public ProviderRow row() {
        return new ProviderRow(
                WORD,
                "AZURE",
                ProviderRow.Place.DEVICE,
                (options, settings) -> {},
                Optional.empty(),
                List.of(ProviderOption.choice("azure.fast", "fast", "0", "1")),
                Map.of(),
                Optional.empty(),
                List.of(),
                REMEDY);
    }
}
