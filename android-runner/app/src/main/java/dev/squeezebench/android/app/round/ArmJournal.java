package dev.squeezebench.android.app.round;

import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.trial.JournalEvents;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What an arm's journal tells the round: where the process ran, and its result for the screen. */
final class ArmJournal implements JournalEvents {
    private final Set<String> cpusets = new TreeSet<>();
    private final Set<Integer> processors = new TreeSet<>();
    private final List<Long> measured = new ArrayList<>();

    private ArmJournal() {}

    /** Reads it; one that does not exist tells nothing. */
    static ArmJournal read(Optional<Path> file) throws IOException {
        ArmJournal journal = new ArmJournal();
        if (file.isPresent() && Files.exists(file.get())) {
            for (String line : Files.readAllLines(file.get(), StandardCharsets.UTF_8)) {
                try {
                    TrialJournal.replay(line.getBytes(StandardCharsets.UTF_8), file.get(), journal);
                } catch (JsonFormatException e) {
                    throw new IOException("a journal is damaged: " + e.getMessage(), e);
                }
            }
        }
        return journal;
    }

    @Override
    public void cpuset(String name) {
        cpusets.add(name);
    }

    @Override
    public void samples(Phase phase, Optional<Turn> turn, Recording samples) {
        if (phase == Phase.MEASURE) {
            samples.ns().stream().forEach(measured::add);
            samples.processors().stream().forEach(processor -> processors.add((int) processor));
        }
    }

    /** Groups of processors that Android let it have. */
    Set<String> cpusets() {
        return Collections.unmodifiableSet(cpusets);
    }

    /** Processors that its measured invocations began on; empty where the kernel does not tell. */
    Set<Integer> processors() {
        return Collections.unmodifiableSet(processors);
    }

    /** Median of the measured invocations, the lower one of two; absent where there is none. */
    OptionalLong medianNs() {
        List<Long> sorted = new ArrayList<>(measured);
        Collections.sort(sorted);
        return sorted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sorted.get((sorted.size() - 1) / 2));
    }
}
