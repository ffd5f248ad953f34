package dev.squeezebench.cli.plan;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.results.Scenario;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;

/**
 * A scenario that can be measured here, before its files are made.
 *
 * @param scenario what is measured
 * @param runner where
 * @param trained network and weights
 * @param emitter writes the model file
 * @param variant how it is written
 */
public record Choice(
        Scenario scenario,
        RunnerDistribution runner,
        TrainedNetwork trained,
        ModelEmitter emitter,
        ModelVariant variant) {}
