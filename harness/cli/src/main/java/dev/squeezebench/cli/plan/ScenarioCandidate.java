package dev.squeezebench.cli.plan;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Scenario;
import java.util.List;

/** One combination of what the user selected: it can be measured here, or there is a reason why not. */
public sealed interface ScenarioCandidate {
    /** What is measured, or would be. */
    Scenario scenario();

    /** Where: a runner in a version of its runtime, with the native library that it loads. */
    RunnerDistribution runner();

    /**
     * A scenario that can be measured here, before its files are made.
     *
     * @param scenario in the version that the runtime reported
     * @param runner where
     * @param adapters devices that it may compute on, as the probe found them
     * @param subject what is measured
     */
    record RunnableScenario(Scenario scenario, RunnerDistribution runner, List<Adapter> adapters, Subject subject)
            implements ScenarioCandidate {
        public RunnableScenario {
            adapters = List.copyOf(adapters);
        }

        /** The same; outputs whose right values are unknown have to be those of the other side of a comparison. */
        public RunnableScenario besides(RunnableScenario other) {
            return subject instanceof UserModel model && other.subject() instanceof UserModel first
                    ? new RunnableScenario(scenario, runner, adapters, model.besides(first))
                    : this;
        }

        /** The same in another form. */
        public RunnableScenario inForm(String lowering, String fusion) {
            return new RunnableScenario(
                    scenario.toBuilder().graph(lowering, fusion).build(), runner, adapters, subject);
        }
    }

    /**
     * A scenario that cannot be measured here.
     *
     * @param scenario with the packed version where the runtime could not be asked, and with the selected words where they
     *     lead to no form
     * @param runner where it was selected
     * @param reason one sentence
     * @param remedy one sentence: what to do
     * @param elsewhere whether it may be measured on another machine with the same files
     * @param fromOutside whether something from outside ended what tried it, so that it is unknown whether it works
     */
    record UnsupportedScenario(
            Scenario scenario,
            RunnerDistribution runner,
            String reason,
            String remedy,
            boolean elsewhere,
            boolean fromOutside)
            implements ScenarioCandidate {
        /** Target, reason and remedy in one line. */
        public String line() {
            return scenario.target() + ": " + reason + "; " + remedy;
        }
    }

    /** The same, given that its target cannot be used here. */
    default UnsupportedScenario on(Availability.Unusable target) {
        return new UnsupportedScenario(
                scenario(), runner(), target.reason(), target.remedy(), target.elsewhere(), target.fromOutside());
    }
}
