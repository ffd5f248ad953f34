package dev.squeezebench.records;

import java.time.Instant;

/** One line of a result file. */
public sealed interface ResultRecord
        permits RunRecord, Environment, ModelRecord, Trial, RoundRecord, Comparison, Profile {
    /** Name and version of the wire format, written into every record. */
    String SCHEMA = "squeezebench/2";

    /** Id of the run that the record belongs to. */
    String run();

    /** When the record was written, UTC. */
    Instant at();
}
