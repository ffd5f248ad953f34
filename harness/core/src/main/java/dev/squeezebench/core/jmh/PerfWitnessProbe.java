package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.loop.ProcWitnessProbe;
import dev.squeezebench.measure.loop.WitnessProbe;
import dev.squeezebench.records.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} tells of this process, and the instructions that the processor counts where the kernel lets it. */
final class PerfWitnessProbe implements WitnessProbe {
    private final WitnessProbe others;
    private Optional<PerfCounter> counter = Optional.empty();
    private String absent = "";
    private long before;

    private PerfWitnessProbe(WitnessProbe others) {
        this.others = others;
    }

    /** Of the thread that calls this, before it loads a runtime: threads that it starts later are counted with it. */
    static WitnessProbe ofThisThread() {
        return with(new ProcWitnessProbe(), PerfCounter.Event.INSTRUCTIONS);
    }

    static WitnessProbe with(WitnessProbe others, PerfCounter.Event event) {
        PerfWitnessProbe probe = new PerfWitnessProbe(others);
        try {
            probe.counter = Optional.of(PerfCounter.open(event));
        } catch (IOException | LinkageError e) {
            probe.absent = String.valueOf(e.getMessage());
        }
        return probe;
    }

    @Override
    public void start() {
        others.start();
        if (counter.isPresent()) {
            try {
                before = counter.get().read();
            } catch (IOException e) {
                gone(e);
            }
        }
    }

    @Override
    public List<Witness> sinceStart() {
        Witness instructions = instructions();
        List<Witness> all = new ArrayList<>(others.sinceStart());
        all.add(instructions);
        return all;
    }

    private Witness instructions() {
        if (counter.isPresent()) {
            try {
                long count = counter.get().read() - before;
                return Witness.of(Witness.INSTRUCTIONS, Math.max(0, count), "perf_event_open, outside of the kernel");
            } catch (IOException e) {
                gone(e);
            }
        }
        return Witness.absent(Witness.INSTRUCTIONS, absent);
    }

    private void gone(IOException cause) {
        counter.ifPresent(PerfCounter::close);
        counter = Optional.empty();
        absent = String.valueOf(cause.getMessage());
    }
}
