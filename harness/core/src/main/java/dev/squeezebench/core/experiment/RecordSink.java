package dev.squeezebench.core.experiment;

import dev.squeezebench.records.ResultRecord;
import java.io.IOException;

/** Where each trial goes as soon as it has ended, and the record of each round in turns. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Saves the record, so that it survives the end of this process.
     *
     * @throws IOException when it cannot be saved; the experiment ends
     */
    void save(ResultRecord record) throws IOException;
}
