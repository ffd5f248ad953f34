package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

    /** All of them together; a record that is in several files, as a copied run is, counts once. */
    public static Results merge(Collection<Results> parts) {
        Set<ResultRecord> all = new LinkedHashSet<>();
        Set<Warning> allWarnings = new LinkedHashSet<>();
        for (Results part : parts) {
            all.addAll(part.records);
            allWarnings.addAll(part.warnings);
        }
        List<Warning> warnings = new ArrayList<>(allWarnings);
        return new Results(withoutDuplicates(all, "", warnings), warnings);
    }

    /**
     * The records with the trials in turns whose round's record is missing marked as not counting: the process was ended
     * between the two, or the file was cut there.
     */
    static List<ResultRecord> withRoundsChecked(List<ResultRecord> records) {
        Set<List<Object>> complete = new HashSet<>();
        for (ResultRecord record : records) {
            if (record instanceof RoundRecord round && !round.voided().isPresent()) {
                complete.add(Arrays.asList(round.run(), Optional.of(round.group()), round.round(), round.attempt()));
            }
        }
        List<ResultRecord> checked = new ArrayList<>();
        for (ResultRecord record : records) {
            if (record instanceof Trial trial
                    && trial.isMeasured()
                    && trial.group().isPresent()
                    && !complete.contains(Arrays.asList(trial.run(), trial.group(), trial.round(), trial.attempt()))) {
                checked.add(trial.withOutcome(TrialOutcome.Invalid.ROUND_VOID));
            } else {
                checked.add(record);
            }
        }
        return checked;
    }

    /**
     * The records without further measurements of a trial that was measured already, as two resumptions of one folder
     * at once make them: they are no independent trials. A warning about them is added.
     *
     * @param where end of the sentence: where they are
     */
    static List<ResultRecord> withoutDuplicates(
            Collection<ResultRecord> records, String where, List<Warning> warnings) {
        List<ResultRecord> kept = new ArrayList<>();
        Set<TrialId> measured = new HashSet<>();
        List<TrialId> again = new ArrayList<>();
        for (ResultRecord record : records) {
            if (record instanceof Trial trial && trial.counts() && !measured.add(TrialId.of(trial))) {
                again.add(TrialId.of(trial));
            } else {
                kept.add(record);
            }
        }
        if (!again.isEmpty()) {
            TrialId first = again.get(0);
            warnings.add(WarningCode.DUPLICATE_TRIAL.warning(
                    "a trial was measured twice, the later one is left out: run " + first.run() + ", round "
                            + first.round() + ", " + first.scenario().id()
                            + (again.size() == 1 ? "" : " and " + (again.size() - 1) + " more") + where));
        }
        return kept;
    }

    /** What may be measured once. */
    private record TrialId(String run, Optional<String> group, Scenario scenario, int round, String arm, int attempt) {
        static TrialId of(Trial trial) {
            return new TrialId(
                    trial.run(), trial.group(), trial.scenario(), trial.round(), trial.arm(), trial.attempt());
        }
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

    public List<RoundRecord> rounds() {
        return only(RoundRecord.class);
    }

    public List<Comparison> comparisons() {
        return only(Comparison.class);
    }

    public List<Profile> profiles() {
        return only(Profile.class);
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
