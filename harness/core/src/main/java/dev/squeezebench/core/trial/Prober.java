package dev.squeezebench.core.trial;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.host.ProbeMain;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.core.process.ExitCodes;
import dev.squeezebench.core.process.ProcessTree;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.file.AdapterFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out in a process of its own whether an acceleration is usable here: what is listed is not always usable. */
public final class Prober {
    private static final String REMEDY = "run 'squeezebench doctor', or choose another target";

    private final Path scratch;
    private final Duration limit;

    /**
     * A prober.
     *
     * @param scratch folder for temporary folders, each removed after its probe
     * @param limit time that a probe may take
     */
    public Prober(Path scratch, Duration limit) {
        this.scratch = scratch;
        this.limit = limit;
    }

    /**
     * Tries an acceleration.
     *
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted; the probe's process is gone by then
     */
    public Availability probe(RunnerDistribution runner, String acceleration) throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.in(scratch)) {
            Path answer = work.path().resolve("answer.jsonl");
            ProcessBuilder builder = ChildJvm.of(runner, work.path())
                    .process(
                            ChildJvm.SMALL,
                            ProbeMain.class.getName(),
                            List.of(runner.name(), acceleration),
                            work.path().resolve("log.txt"));
            builder.redirectOutput(answer.toFile());
            try (ProcessTree tree = ProcessTree.start(builder)) {
                if (!tree.endedWithin(limit)) {
                    return new Availability.Unusable(
                            "the probe did not answer within " + limit.toSeconds() + " seconds", REMEDY);
                }
                Optional<Availability> answered = answer(Files.readAllLines(answer, StandardCharsets.UTF_8));
                return answered.isPresent() ? answered.get() : died(work.path(), tree.exitCode());
            }
        }
    }

    private static Availability died(Path folder, int exitCode) throws IOException {
        String how = CrashReport.in(folder)
                .map(crash -> "crashed by " + crash.cause()
                        + crash.frame().map(frame -> " in " + frame).orElse(""))
                .orElseGet(() -> ExitCodes.inWords(exitCode));
        return new Availability.Unusable("the probe " + how, REMEDY);
    }

    /** The answer among what was printed: a native library may have printed too. */
    private static Optional<Availability> answer(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("{\"usable\"")) {
                try {
                    return Optional.of(answer(JsonFields.parse(line.getBytes(StandardCharsets.UTF_8))));
                } catch (JsonFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Availability answer(JsonFields json) {
        return json.flag("usable")
                ? new Availability.Usable(
                        new RuntimeInfo(json.text("version"), json.text("build")),
                        json.objects("adapters", AdapterFields::read))
                : new Availability.Unusable(json.text("reason"), json.text("remedy"), json.flag("elsewhere"));
    }
}
