package dev.squeezebench.core.device;

import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/**
 * What the readings of one GPU mean for a trial. The bits are those of NVML's header ({@code nvmlClocksEventReason...},
 * NVML API reference, "Clocks Event Reasons").
 */
final class GpuJudge {
    private static final long POWER_CAP = 0x4;
    private static final long TOO_HOT_OR_BRAKED = 0x8 | 0x20 | 0x40 | 0x80;

    /** Below that share of the highest clock it is called low: boards differ by a few percent in what they sustain. */
    private static final double LOW_CLOCK = .9;

    /** Share of its highest reading by which the clock of a trial may move: latency follows it about in proportion. */
    private static final double STEADY = .05;

    /** A GPU that idles lowers its clocks, which says nothing of the trial. */
    private static final double BUSY = .5;

    private GpuJudge() {}

    /**
     * Warnings of one GPU.
     *
     * @param during samples while the trial warmed up and measured
     * @param measuring those of them that were read while it measured
     * @param others processes that computed on this GPU before the trial's
     */
    static List<Warning> warnings(List<GpuSample> during, List<GpuSample> measuring, int others) {
        List<Warning> warnings = new ArrayList<>();
        slowed(during, TOO_HOT_OR_BRAKED)
                .ifPresent(share -> warnings.add(WarningCode.GPU_THROTTLED.warning(
                        "the GPU held its clocks down because of heat or its power supply in " + share
                                + " of the readings",
                        "improve cooling and power, or pause between trials")));
        slowed(during, POWER_CAP)
                .ifPresent(share -> warnings.add(WarningCode.GPU_POWER_CAPPED.warning(
                        "the GPU held its clocks down to stay within its power limit in " + share + " of the readings",
                        "raise the limit (nvidia-smi --power-limit), or lock lower clocks that it can sustain"
                                + " (nvidia-smi --lock-gpu-clocks)")));
        lowClock(during).ifPresent(warnings::add);
        unsteady(measuring).ifPresent(warnings::add);
        if (others > 0) {
            warnings.add(WarningCode.GPU_CONTENDED.warning(
                    others + (others == 1 ? " other process" : " other processes")
                            + " computed on this GPU before the trial",
                    "stop what nvidia-smi lists and measure again"));
        }
        if (during.stream()
                .anyMatch(sample -> sample.persistent().filter(on -> !on).isPresent())) {
            warnings.add(WarningCode.GPU_PERSISTENCE_OFF.warning(
                    "the driver may unload between trials, which lengthens each load",
                    "sudo nvidia-smi --persistence-mode=1"));
        }
        return warnings;
    }

    private static Optional<String> slowed(List<GpuSample> during, long bits) {
        long slowed = during.stream()
                .filter(sample -> (sample.slowed().orElse(0) & bits) != 0)
                .count();
        return slowed == 0 ? Optional.empty() : Optional.of(percent((double) slowed / during.size()));
    }

    private static Optional<Warning> lowClock(List<GpuSample> during) {
        List<Double> shares = during.stream()
                .filter(sample -> sample.utilization().orElse(0) >= BUSY)
                .filter(sample ->
                        sample.clockHz().isPresent() && sample.maxClockHz().isPresent())
                .map(sample -> sample.clockHz().getAsLong()
                        / (double) sample.maxClockHz().getAsLong())
                .sorted()
                .toList();
        if (shares.isEmpty() || shares.get(shares.size() / 2) >= LOW_CLOCK) {
            return Optional.empty();
        }
        return Optional.of(WarningCode.GPU_CLOCKS_LOW.warning(
                "the busy GPU ran at " + percent(shares.get(shares.size() / 2)) + " of its highest clock (median)",
                "lock the clocks (nvidia-smi --lock-gpu-clocks) and say so"));
    }

    /** Needs two readings at least; with fewer it is unknown, and nothing is said. */
    private static Optional<Warning> unsteady(List<GpuSample> measuring) {
        LongSummaryStatistics clocks = measuring.stream()
                .flatMapToLong(sample -> sample.clockHz().stream())
                .summaryStatistics();
        double spread = clocks.getCount() == 0 || clocks.getMax() == 0
                ? 0
                : (clocks.getMax() - clocks.getMin()) / (double) clocks.getMax();
        return spread <= STEADY
                ? Optional.empty()
                : Optional.of(WarningCode.GPU_CLOCKS_UNSTEADY.warning(
                        "the GPU's clock moved by " + percent(spread) + " while the trial measured",
                        "lock the clocks (nvidia-smi --lock-gpu-clocks), or measure for longer"));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }
}
