package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was read from one or more result files.
 *
 * @param records in the order of the files
 * @param warnings about the files, such as a torn tail
 */
public record Results(List<ResultRecord> records, List<Warning> warnings) {
    public Results {
        records = Collections.unmodifiableList(new ArrayList<>(records));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /** All of them together; a record that stands in several files, as a copied run does, counts once. */
    public static Results merge(Collection<Results> parts) {
        Set<ResultRecord> records = new LinkedHashSet<>();
        Set<Warning> warnings = new LinkedHashSet<>();
        for (Results part : parts) {
            records.addAll(part.records);
            warnings.addAll(part.warnings);
        }
        return new Results(new ArrayList<>(records), new ArrayList<>(warnings));
    }

    public List<RunRecord> runs() {
        return only(RunRecord.class);
    }

    public List<Environment> environments() {
        return only(Environment.class);
    }

    public List<ModelRecord> models() {
        return only(ModelRecord.class);
    }

    public List<Trial> trials() {
        return only(Trial.class);
    }

    public List<Comparison> comparisons() {
        return only(Comparison.class);
    }

    private <T extends ResultRecord> List<T> only(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (ResultRecord record : records) {
            if (kind.isInstance(record)) {
                found.add(kind.cast(record));
            }
        }
        return found;
    }
}
