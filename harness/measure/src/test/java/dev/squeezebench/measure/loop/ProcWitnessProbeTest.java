package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux 6.18 wrote them. */
class ProcWitnessProbeTest {
    private final Path proc;
    private final WitnessProbe probe;

    ProcWitnessProbeTest(@TempDir Path proc) {
        this.proc = proc;
        this.probe = new ProcWitnessProbe(proc);
    }

    @Test
    void whatHappenedBeforeTheStartIsNotCounted() throws IOException {
        stat(1000, 3);
        thread("11", 40, 7, 2);
        thread("12", 5, 1, 0);
        rollup(112, 0);
        probe.start();
        stat(1012, 4);
        thread("11", 43, 9, 3);
        thread("12", 5, 1, 0);
        thread("13", 6, 2, 1);
        rollup(8192, 2048);

        assertThat(probe.sinceStart())
                .containsExactly(
                        Witness.of("minor_faults", 12, "/proc/self/stat minflt"),
                        Witness.of("major_faults", 1, "/proc/self/stat majflt"),
                        Witness.of("voluntary_switches", 9, "/proc/self/task/*/status voluntary_ctxt_switches"),
                        Witness.of("involuntary_switches", 4, "/proc/self/task/*/status nonvoluntary_ctxt_switches"),
                        Witness.of("migrations", 2, "/proc/self/task/*/sched se.nr_migrations"),
                        Witness.of("anonymous_bytes", 8192 * 1024, "/proc/self/smaps_rollup Anonymous"),
                        Witness.of("huge_page_bytes", 2048 * 1024, "/proc/self/smaps_rollup AnonHugePages"));
    }

    @Test
    void aThreadThatEndedAndOneThatCannotBeReadAreLeftOut() throws IOException {
        stat(1, 0);
        thread("11", 40, 7, 2);
        thread("12", 50, 5, 5);
        probe.start();
        Files.delete(proc.resolve("task/12/status"));
        Files.delete(proc.resolve("task/12/sched"));
        thread("11", 41, 7, 2);

        assertThat(probe.sinceStart())
                .contains(Witness.of("voluntary_switches", 1, "/proc/self/task/*/status voluntary_ctxt_switches"));
    }

    @Test
    void whatTheSystemDoesNotTellIsAbsentWithItsReason() throws IOException {
        stat(1, 0);
        thread("11", 40, 7, 2);
        Files.delete(proc.resolve("task/11/sched"));
        probe.start();

        List<Witness> witnesses = probe.sinceStart();

        assertThat(witnesses)
                .filteredOn(witness -> witness.value().isEmpty())
                .extracting(Witness::name)
                .containsExactly("migrations", "anonymous_bytes", "huge_page_bytes");
        assertThat(witnesses)
                .filteredOn(witness -> witness.name().equals("migrations"))
                .extracting(Witness::source)
                .containsExactly(
                        "/proc/self/task/*/sched se.nr_migrations cannot be read: this system has none, or keeps"
                                + " it from this process");
    }

    @Test
    void withoutProcEverythingIsAbsent() {
        WitnessProbe none = new ProcWitnessProbe(proc.resolve("none"));
        none.start();

        assertThat(none.sinceStart()).hasSize(7).allSatisfy(witness -> assertThat(witness.value())
                .isEmpty());
    }

    /** The name of a process may have spaces and parentheses in it. */
    private void stat(long minor, long major) throws IOException {
        Files.writeString(
                proc.resolve("stat"),
                "12647 (a (b) c) R 12598 12598 30607 0 -1 4194304 " + minor + " 77 " + major + " 0 0 0 0 0 20 0 1 0\n");
    }

    private void thread(String id, long voluntary, long involuntary, long migrations) throws IOException {
        Path folder = Files.createDirectories(proc.resolve("task").resolve(id));
        Files.writeString(
                folder.resolve("status"),
                "Name:\tjava\nCpus_allowed:\t3\nvoluntary_ctxt_switches:\t" + voluntary
                        + "\nnonvoluntary_ctxt_switches:\t" + involuntary + "\n");
        Files.writeString(
                folder.resolve("sched"),
                "head (12645, #threads: 1)\n-----------\n"
                        + "se.exec_start                                :      47386267.775837\n"
                        + "se.nr_migrations                             :                    " + migrations + "\n"
                        + "nr_switches                                  :                    0\n");
    }

    private void rollup(long anonymous, long huge) throws IOException {
        Files.writeString(
                proc.resolve("smaps_rollup"),
                "563d37360000-7ffdce500000 ---p 00000000 00:00 0                          [rollup]\n"
                        + "Rss:                1708 kB\nAnonymous:          " + anonymous
                        + " kB\nLazyFree:              0 kB\n"
                        + "AnonHugePages:      " + huge + " kB\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesThisProcessFaultInWhatItAllocates() {
        WitnessProbe own = new ProcWitnessProbe();
        own.start();
        byte[][] touched = new byte[64][];
        for (int i = 0; i < touched.length; i++) {
            touched[i] = new byte[1 << 20];
        }

        assertThat(own.sinceStart())
                .filteredOn(witness -> witness.name().equals("minor_faults"))
                .singleElement()
                .satisfies(witness -> assertThat(witness.value()).isPresent());
        assertThat(touched.length).isEqualTo(64);
    }
}
