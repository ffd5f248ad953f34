package dev.squeezebench.core.device;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one GPU tells of itself at one moment; what it does not tell is absent.
 *
 * @param gpu tells it from the others as long as this process lives
 * @param source who says so, and of which GPU, for people
 * @param persistent whether the driver stays loaded when nobody uses the GPU
 * @param utilization share of the sampling time in which it computed
 * @param memoryBytes used by all processes
 * @param clockHz of what computes
 * @param maxClockHz the highest that it can reach
 * @param celsius temperature
 * @param watts power drawn
 * @param wattsLimit power that it may draw
 * @param slowed bits of the reasons that hold the clock down: NVML's {@code nvmlClocksEventReasons}
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
