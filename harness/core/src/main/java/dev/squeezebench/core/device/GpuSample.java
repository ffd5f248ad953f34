package dev.squeezebench.core.device;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one GPU reports at one moment; what it does not report is absent.
 *
 * @param gpu identifies it among the others as long as this process lives
 * @param source who says so, and of which GPU, for people
 * @param persistent whether the driver stays loaded while the GPU is unused
 * @param utilization share of the sampling time in which it computed
 * @param memoryBytes used by all processes
 * @param clockHz of what computes
 * @param maxClockHz the highest that it can reach
 * @param celsius temperature
 * @param watts power drawn
 * @param wattsLimit power that it may draw
 * @param slowed bits of the reasons that keep the clock down: NVML's {@code nvmlClocksEventReasons}
 */
record GpuSample(
        String gpu,
        String source,
        Optional<Boolean> persistent,
        OptionalDouble utilization,
        OptionalLong memoryBytes,
        OptionalLong clockHz,
        OptionalLong maxClockHz,
        OptionalDouble celsius,
        OptionalDouble watts,
        OptionalDouble wattsLimit,
        OptionalLong slowed) {}
