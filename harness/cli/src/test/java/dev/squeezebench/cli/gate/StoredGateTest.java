package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.file.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StoredGateTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "workload", "bert-tiny",
            "threads", "1",
            "max_slowdown", "0.02",
            "allow_output_change", "true",
            "time_budget", "4m",
            "candidate.option.onnxruntime.spinning", "keep");

    private final Path folder;

    StoredGateTest(@TempDir Path outside) {
        this.folder = outside.resolve("gate");
    }

    @Test
    void whereNothingIsAGateBegins() throws IOException {
        assertThat(StoredGate.in(folder)).isEmpty();
        Files.createDirectory(folder);
        assertThat(StoredGate.in(folder)).isEmpty();
    }

    @Test
    void whereAGateWasKilledBeforeItsFirstLineOneBegins() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve(".lock"), "");
        Files.writeString(folder.resolve("resume.json"), "{}");
        Files.writeString(folder.resolve("results.jsonl"), "{\"schema\":");

        assertThat(StoredGate.in(folder)).isEmpty();
        assertThat(folder).doesNotExist();

        Files.createDirectory(folder);
        Files.writeString(folder.resolve(".lock"), "");
        Files.writeString(folder.resolve("mine.txt"), "");
        refused(() -> StoredGate.in(folder), "there is no results.jsonl in it");
        assertThat(folder.resolve("mine.txt")).exists();
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");

        refused(() -> StoredGate.in(folder), "there is no results.jsonl in it");
    }

    @Test
    void allSettingsThatDifferAreNamedAndTheTimeBudgetMay() throws IOException {
        StoredGate gate = stored(SETTINGS, Version.own());
        Map<String, String> now = new TreeMap<>(SETTINGS);
        now.put("time_budget", "10s");
        assertThatCode(() -> gate.insistOnSame(now)).doesNotThrowAnyException();

        now.put("threads", "2");
        now.remove("candidate.option.onnxruntime.spinning");
        now.put("candidate.runtime_sha256", "ab");
        refused(
                () -> gate.insistOnSame(now),
                "candidate.option.onnxruntime.spinning was keep and is absent; candidate.runtime_sha256 was absent and is"
                        + " ab; threads was 1 and is 2");
    }

    @Test
    void anotherVersionOfTheProgramIsRefused() throws IOException {
        StoredGate gate = stored(SETTINGS, "0.0.1");

        refused(() -> gate.insistOnSame(SETTINGS), "it was measured by squeezebench 0.0.1");
    }

    @Test
    void anotherMachineIsRefusedByWhatDiffers() throws IOException {
        StoredGate gate = stored(SETTINGS, Version.own());
        Environment then = Examples.environment();
        assertThatCode(() -> gate.insistOnSame(then, List.of())).doesNotThrowAnyException();

        Environment.Os os = then.os();
        refused(
                () -> gate.insistOnSame(
                        with(then, new Environment.Os(os.name(), os.version(), Optional.of("9.9"), os.architecture())),
                        List.of()),
                "OS was ");
        refused(
                () -> gate.insistOnSame(
                        with(then, new Environment.Os("Plan 9", os.version(), os.kernel(), os.architecture())),
                        List.of()),
                "and is Plan 9 ");
        Environment.Cpu cpu = then.cpu();
        refused(
                () -> gate.insistOnSame(
                        with(
                                then,
                                then.host(),
                                new Environment.Cpu(
                                        Optional.of("Another"),
                                        cpu.vendor(),
                                        cpu.features().subList(1, cpu.features().size()),
                                        cpu.sockets(),
                                        cpu.physicalCores(),
                                        cpu.logicalCores() + 2,
                                        cpu.smt(),
                                        cpu.caches(),
                                        cpu.governor(),
                                        cpu.turbo(),
                                        cpu.maxFrequencyHz(),
                                        cpu.currentFrequenciesHz())),
                        List.of()),
                "CPU model was " + cpu.model().orElseThrow() + " and is Another; instruction sets was ");
    }

    /** A hosted job gets another machine of the same kind, and with it another name and serial number. */
    @Test
    void anotherHostOfTheSameKindIsTaken() throws IOException {
        StoredGate gate = stored(SETTINGS, Version.own());
        Environment then = Examples.environment();
        Environment.Host host = then.host();
        Environment other = with(
                then,
                new Environment.Host(
                        Optional.of("sha256:01234567"),
                        host.user(),
                        host.manufacturer(),
                        host.model(),
                        Optional.of("sha256:76543210")),
                then.cpu());

        assertThatCode(() -> gate.insistOnSame(other, List.of())).doesNotThrowAnyException();
        assertThat(gate.isOfAnotherHost(other)).isTrue();
        assertThat(gate.isOfAnotherHost(then)).isFalse();
    }

    @Test
    void itsOwnArgumentsAreThoseThatAreNoDefaults() throws IOException {
        assertThat(stored(SETTINGS, Version.own()).arguments(command().getCommandSpec()))
                .containsExactlyInAnyOrder(
                        "--workload=bert-tiny",
                        "--max-slowdown=0.02",
                        "--allow-output-change",
                        "--candidate=option.onnxruntime.spinning=keep");
    }

    @Test
    void whatSaysWhichCodeRunsHasToBeNamedAgain() throws IOException {
        for (String key : List.of("jvm", "jvm-args", "env.LD_PRELOAD", "distribution", "model")) {
            Map<String, String> settings = new TreeMap<>(SETTINGS);
            settings.put("baseline." + key, "x");
            StoredGate gate = stored(settings, Version.own());

            refused(() -> gate.arguments(command().getCommandSpec()), "baseline." + key + " has to be named again");
        }
    }

    private static CommandLine command() {
        return new CommandLine(new GateCommand(new Surroundings(Path.of("."), false, false, Map.of())));
    }

    private static Environment with(Environment usual, Environment.Os os) {
        return new Environment(
                usual.run(),
                usual.at(),
                usual.device(),
                usual.host(),
                usual.cpu(),
                usual.memory(),
                usual.virtualisation(),
                os,
                usual.vm(),
                usual.state());
    }

    private static Environment with(Environment usual, Environment.Host host, Environment.Cpu cpu) {
        return new Environment(
                usual.run(),
                usual.at(),
                Device.of(Device.Kind.COMPUTER, host, cpu, usual.os()),
                host,
                cpu,
                usual.memory(),
                usual.virtualisation(),
                usual.os(),
                usual.vm(),
                usual.state());
    }

    private StoredGate stored(Map<String, String> settings, String version) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("results.jsonl"));
        try (ResultWriter writer = ResultWriter.create(
                folder.resolve("results.jsonl"),
                new RunRecord(Examples.RUN, Instant.EPOCH, version, List.of(), 42, settings, false, false, Map.of()))) {
            writer.write(Examples.environment());
        }
        return StoredGate.in(folder).orElseThrow();
    }

    private static void refused(ThrowingCallable what, String why) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--continue ")
                .hasMessageContaining(why);
    }
}
