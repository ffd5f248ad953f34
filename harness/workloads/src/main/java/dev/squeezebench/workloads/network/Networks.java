package dev.squeezebench.workloads.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks that are built in, by workload name. */
public final class Networks {
    private static final EncoderShape BASE =
            new EncoderShape(12, 768, 12, 3072, 30522, 512, 2, 1e-12, Activation.GELU_ERF);

    /**
     * Small enough for tests and slow devices, with the proportions of the large ones: four times the width between the
     * projections, at least one head a group, the same 512 positions and two token types. The vocabulary is cut to 1000,
     * since the word table would else be nine tenths of the file.
     */
    private static final EncoderShape TINY = new EncoderShape(2, 64, 4, 256, 1000, 512, 2, 1e-12, Activation.GELU_ERF);

    private Networks() {}

    /** Every built-in network by workload name, in the order in which they are shown. */
    public static Map<String, Network> builtIn() {
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("bert-base-uncased", BertArchitecture.network(BASE));
        networks.put("squeezebert-uncased", SqueezeBertArchitecture.network(BASE, Groups.PUBLISHED));
        networks.put("bert-tiny", BertArchitecture.network(TINY));
        networks.put("squeezebert-tiny", SqueezeBertArchitecture.network(TINY, Groups.PUBLISHED));
        return Collections.unmodifiableMap(networks);
    }
}
