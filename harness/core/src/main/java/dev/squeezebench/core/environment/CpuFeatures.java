package dev.squeezebench.core.environment;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The instruction sets on which the speed of matrix kernels depends, out of the hundred flags of a processor. */
final class CpuFeatures {
    private static final Set<String> X86 = Set.of(
            "sse4_1",
            "sse4_2",
            "avx",
            "avx2",
            "fma",
            "f16c",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512dq",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "amx_tile",
            "amx_int8",
            "amx_bf16");

    private static final Set<String> ARM =
            Set.of("asimd", "neon", "asimddp", "asimdhp", "fphp", "i8mm", "bf16", "sve", "sve2", "sme");

    private CpuFeatures() {}

    /**
     * Picks them out of the flags.
     *
     * @param lines flag lines as OSHI hands them through: {@code flags : fpu vme avx2} (Linux, x86), {@code Features : fp
     *     asimd} (Linux, ARM), {@code machdep.cpu.features: AVX1.0} or {@code hw.optional.avx2_0: 1} (macOS), {@code
     *     PF_AVX2_INSTRUCTIONS_AVAILABLE} (Windows)
     * @return sorted names, those of Linux' {@code /proc/cpuinfo}
     */
    static List<String> of(Collection<String> lines) {
        Set<String> found = new TreeSet<>();
        for (String line : lines) {
            boolean lacking = line.strip().matches(".*:\\s*0");
            for (String word : lacking ? new String[0] : line.split("[\\s:]+", -1)) {
                String name = name(word);
                if (X86.contains(name) || ARM.contains(name)) {
                    found.add(name);
                }
            }
        }
        return List.copyOf(found);
    }

    private static String name(String word) {
        String name = word.toLowerCase(Locale.ROOT)
                .replaceFirst("^hw\\.optional\\.(arm\\.feat_)?", "")
                .replaceFirst("^pf_(.*)_instructions_available$", "$1");
        return switch (name) {
            case "avx1.0", "avx1_0" -> "avx";
            case "avx2_0" -> "avx2";
            case "sse4.1" -> "sse4_1";
            case "sse4.2" -> "sse4_2";
            case "dotprod" -> "asimddp";
            default -> name;
        };
    }
}
