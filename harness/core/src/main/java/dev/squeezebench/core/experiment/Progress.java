package dev.squeezebench.core.experiment;

import java.time.Duration;
import java.util.Optional;

/**
 * How far an experiment has come.
 *
 * @param round the round that is being run, from 1
 * @param trialsDone trials done in this round, those saved by an earlier run included
 * @param trialsInRound trials of a whole round as things stand
 * @param elapsed time measured so far, that of an earlier run included
 * @param left estimate of the time until the end; absent while there is nothing to judge by
 */
public record Progress(int round, int trialsDone, int trialsInRound, Duration elapsed, Optional<Duration> left) {}
