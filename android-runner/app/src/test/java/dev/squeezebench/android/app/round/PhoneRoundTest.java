package dev.squeezebench.android.app.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.KernelReadings;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A round whose processes are played: what it tells of itself. */
@EnabledOnOs(OS.LINUX)
class PhoneRoundTest {
    private final Path folder;
    private final List<RoundStatus> shown = new CopyOnWriteArrayList<>();

    PhoneRoundTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anArmThatStayedOnItsProcessorsCounts() throws Exception {
        PhoneRound round = round("1", measures(0, 0, 0));
        assertThat(round.run()).isTrue();
        assertThat(ofKind("invalid")).isEmpty();
        assertThat(ofKind("arm")).singleElement().satisfies(arm -> {
            assertThat(arm.integers("processors").toArray()).containsExactly(0);
            assertThat(arm.longInteger("median_ns")).isEqualTo(200);
            assertThat(arm.texts("cpusets")).containsExactly("/top-app");
        });
        assertThat(round.results()).containsExactly(new LastResults.Result("tflite:xnnpack", OptionalLong.of(200)));
    }

    /** With {@code --rounds N} a round may take any time: a process that works by itself must end all the same. */
    @Test
    void processesThatWorkOneByOneShareTheTimeOfARoundAndEndWhereItHasNone() {
        TurnCoordinator.Length limited = new TurnCoordinator.Length(8, 6_000, false);
        TurnCoordinator.Length fixed = new TurnCoordinator.Length(8, Long.MAX_VALUE, false);
        assertThat(PhoneRound.shareNs(limited, 2, 500)).isEqualTo(3_000);
        assertThat(PhoneRound.shareNs(fixed, 2, 500)).isEqualTo(500);
        assertThat(PhoneRound.shareNs(TurnCoordinator.Length.sustained(8_000, 2), 2, 500))
                .isEqualTo(4_000);
    }

    @Test
    void anArmThatLeftItsProcessorsDoesNot() throws Exception {
        assertThat(round("1", measures(0, 1, 0)).run()).isTrue();
        assertThat(ofKind("invalid")).singleElement().satisfies(invalid -> {
            assertThat(invalid.text("flag")).isEqualTo("core_changed");
            assertThat(invalid.text("message")).isEqualTo("arm 0 ran on processors [1], and --cores 1 is [0]");
        });
    }

    @Test
    void theScreenFollowsItToItsEnd() throws Exception {
        round("1", measures(0)).run();
        assertThat(shown.get(0).arms()).containsExactly("tflite:xnnpack");
        assertThat(shown.get(0).end()).isEmpty();
        assertThat(shown.get(shown.size() - 1).end()).contains("The round has ended.");
    }

    @Test
    void namesOfTheHostAreShown() throws Exception {
        TinyModel.round(folder, 0, "1", "xnnpack");
        Path file = folder.resolve("round.json");
        Files.writeString(file, Files.readString(file).replace("{", "{\"names\":[\"squeezebert on the big core\"],"));
        started(measures(0)).run();
        assertThat(shown.get(0).arms()).containsExactly("squeezebert on the big core");
    }

    @Test
    void whatDisturbedItIsWrittenOnce() throws Exception {
        CopyOnWriteArrayList<PhoneRound> rounds = new CopyOnWriteArrayList<>();
        PhoneRound round = round("1", (arm, request, ended) -> {
            rounds.get(0).disturbed("screen_off", "the app was covered");
            rounds.get(0).disturbed("screen_off", "again");
            return measures(0).start(arm, request, ended);
        });
        rounds.add(round);
        assertThat(round.run()).isTrue();
        assertThat(ofKind("invalid")).singleElement().satisfies(invalid -> assertThat(invalid.text("message"))
                .isEqualTo("the app was covered"));
    }

    @Test
    void whoeverStopsItEndsItsProcesses() throws Exception {
        CopyOnWriteArrayList<PhoneRound> rounds = new CopyOnWriteArrayList<>();
        CopyOnWriteArrayList<String> killed = new CopyOnWriteArrayList<>();
        PhoneRound round = round("1", (arm, request, ended) -> {
            rounds.get(0).stop();
            return () -> {
                killed.add("arm" + arm);
                ended.ended(false, "signal 9");
            };
        });
        rounds.add(round);
        assertThat(round.run()).isFalse();
        assertThat(killed).contains("arm0");
        assertThat(ofKind("void")).singleElement().satisfies(end -> assertThat(end.text("reason"))
                .isEqualTo("somebody at the phone stopped it"));
        assertThat(shown.get(shown.size() - 1).end()).contains("The round is void: somebody at the phone stopped it");
        assertThat(round.results()).isEmpty();
    }

    @Test
    void whereMemoryIsForOneProcessTheyRunOneAfterTheOtherAndSaySo() throws Exception {
        TinyModel.round(folder, 2, "any", "xnnpack", "builtin");
        Path system = folder.resolve("system");
        Files.createDirectories(system.resolve("sys/devices/system/cpu/cpu0"));
        Files.createDirectories(system.resolve("proc"));
        Files.writeString(system.resolve("proc/meminfo"), "MemTotal: 900000 kB\nMemAvailable: 120000 kB\n");
        CpuClusters clusters = CpuClusters.of(system);
        List<String> order = new CopyOnWriteArrayList<>();
        ArmLauncher launcher = (arm, request, ended) -> {
            TrialRequest started = TrialRequestFile.read(request);
            assertThat(started.turns()).isEmpty();
            assertThat(started.measureNs()).as("half of the round's minute").isEqualTo(30_000_000_000L);
            order.add("starts " + arm);
            ArmLauncher.Ended told = (clean, how) -> {
                order.add("ends " + arm);
                ended.ended(clean, how);
            };
            return measures(0).start(arm, request, told);
        };
        PhoneRound round = new PhoneRound(
                folder, launcher, Platform.java(), clusters, new KernelReadings(clusters, system), shown::add);
        assertThat(round.run()).isTrue();
        assertThat(order)
                .hasSize(4)
                .isIn(
                        List.of("starts 0", "ends 0", "starts 1", "ends 1"),
                        List.of("starts 1", "ends 1", "starts 0", "ends 0"));
        assertThat(ofKind("one_by_one")).hasSize(1);
        for (String arm : List.of("arm0", "arm1")) {
            assertThat(Files.readString(folder.resolve(arm).resolve("journal.jsonl")))
                    .contains("\"event\":\"warning\",\"code\":\"not_interleaved\"");
        }
    }

    private PhoneRound round(String cores, ArmLauncher launcher) throws IOException {
        TinyModel.round(folder, 0, cores, "xnnpack");
        return started(launcher);
    }

    private PhoneRound started(ArmLauncher launcher) throws IOException {
        return new PhoneRound(folder, launcher, Platform.java(), CpuClusters.ofThisMachine(), shown::add);
    }

    /** A process that measures 100, 200, ... nanoseconds on these processors, in Android's group of the app in front. */
    private static ArmLauncher measures(long... processors) {
        return (arm, request, ended) -> {
            long[] ns = new long[processors.length];
            for (int i = 0; i < ns.length; i++) {
                ns[i] = 100L * (i + 1);
            }
            try (TrialJournal journal = TrialJournal.appendTo(request.resolveSibling("journal.jsonl"))) {
                journal.cpuset("/top-app");
                journal.samples(
                        Phase.WARMUP,
                        Optional.empty(),
                        new Recording(LongSeries.of(5000), LongSeries.of(), LongSeries.of(0), LongSeries.of(1)));
                journal.samples(
                        Phase.MEASURE,
                        Optional.empty(),
                        new Recording(
                                LongSeries.of(ns), LongSeries.of(), LongSeries.of(ns), LongSeries.of(processors)));
                journal.done();
            }
            ended.ended(true, "exit code 0");
            return () -> {};
        };
    }

    private List<JsonFields> ofKind(String kind) throws IOException {
        return Files.readAllLines(folder.resolve("round.jsonl"), StandardCharsets.UTF_8).stream()
                .map(line -> JsonFields.parse(line.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> event.text("event").equals(kind))
                .toList();
    }
}
