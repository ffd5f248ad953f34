package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a round that a phone measures, and of one that breaks there. */
class PhoneExecutorTest extends SimulatedRounds {
    @Test
    void aRoundIsMeasuredOnThePhoneAndItsTrialsComeBack() throws IOException, InterruptedException {
        PhoneExecutor executor = executor();
        Result result = round(executor);
        assertThat(rounds()).as("kept until it is saved").hasSize(1);
        round(executor, 2);
        assertThat(rounds()).hasSize(1);
        executor.close();
        assertThat(rounds()).isEmpty();
        assertThat(claims).containsExactly("taken", "found", "given back");

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.record().cycles()).isEqualTo(2);
        assertThat(result.trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.device()).hasValue(DEVICE);
            assertThat(trial.launch()).hasValue(LaunchMode.SHELL);
            assertThat(trial.samples().measureNs().size()).isEqualTo(4);
            assertThat(trial.samples().turns()).hasSize(4);
            assertThat(trial.readings()).singleElement().satisfies(reading -> assertThat(reading.value())
                    .isEqualTo(28.5));
        });
        assertThat(result.trials()).extracting(Trial::order).containsExactlyInAnyOrder(1, 2);
        assertThat(blocks).containsExactly("1 of 2", "2 of 2", "1 of 2", "2 of 2");
    }

    @Test
    void filesArePushedOnceByTheirContent() throws IOException, InterruptedException {
        round();
        AtomicInteger pushed = new AtomicInteger();
        phone.add(Fault.at("pushed .*/files/", it -> pushed.incrementAndGet()));
        PhoneExecutor another = executor();
        assertThat(round(another, 2).record().voided()).isEmpty();
        assertThat(pushed).hasValue(0);

        // One that was damaged there is pushed again.
        try (var files = Files.list(phoneFolder.resolve("data/local/tmp/squeezebench/files"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tflite")).toList()) {
                Files.write(file, new byte[99_999]);
            }
        }
        assertThat(round(executor(), 3).record().voided()).isEmpty();
        assertThat(pushed).hasValue(1);
    }

    @Test
    void aTrialByItselfIsMeasuredWithoutTurns() throws IOException, InterruptedException {
        Trial trial = executor().execute(arm("bert-tiny"), 3, 1);

        assertThat(trial.counts()).isTrue();
        assertThat(trial.round()).isEqualTo(3);
        assertThat(trial.group()).isEmpty();
    }

    @Test
    void theProcessorsThatWereAskedForAreInTheRoundAndNotInTheRunnersOptions()
            throws IOException, InterruptedException {
        PhoneExecutor executor = executor();

        Trial trial = executor.execute(
                arm("bert-tiny", Map.of("phone.launch", "shell", "phone.cores", "big", "tflite.x", "1")), 1, 1);

        assertThat(trial.counts()).isTrue();
        assertThat(rounds().get(0).resolve("round.json")).content().contains("\"cores\":\"big\"");
        assertThat(rounds().get(0).resolve("arm0/request.json"))
                .content()
                .contains("tflite.x")
                .doesNotContain("phone.cores", "phone.launch");
        assertThat(executor.execute(new Round(
                                "g1",
                                List.of(arm("a", Map.of("phone.launch", "shell", "phone.cores", "big")), arm("b")),
                                1,
                                1,
                                new TurnCoordinator.Length(2, Long.MAX_VALUE, false),
                                1))
                        .record()
                        .voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("here are big, any"));
    }

    private List<String> installs() throws IOException {
        return Files.readAllLines(phoneFolder.resolve("sim/installs"));
    }

    @Test
    void theAppIsInstalledOnceByItsContentAndRunsTheRoundWhereItMayWrite() throws IOException, InterruptedException {
        PhoneExecutor executor = executor();
        Result result = byApp(executor, 1);

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.launch()).hasValue(LaunchMode.APK);
        });
        Path media = phoneFolder.resolve("sdcard/Android/media/dev.squeezebench/rounds");
        try (Stream<Path> all = Files.list(media)) {
            assertThat(all.toList()).singleElement().satisfies(folder -> assertThat(folder.resolve("round.json"))
                    .content()
                    .contains("\"launch\":\"apk\""));
        }
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/rounds")).doesNotExist();
        byApp(executor, 2);
        byApp(executor(), 3);
        assertThat(installs()).hasSize(1);
        executor.close();

        Files.writeString(scratch.resolve("android/squeezebench.apk"), "a newer one");
        byApp(executor(), 4);
        assertThat(installs()).hasSize(2);
        assertThat(new Preparation(new AdbServer("localhost", adb.port())
                                .devices()
                                .get(0)
                                .open())
                        .clean())
                .isPositive();
        assertThat(media).doesNotExist();
        assertThat(phone.run("pm path dev.squeezebench").status()).isEqualTo(1);
    }

    @Test
    void anAppThatAndroidDoesNotInstallIsSaidWithWhatToDo() throws IOException, InterruptedException {
        phone.state("install-failure", "INSTALL_FAILED_USER_RESTRICTED: Install canceled by user");

        assertThat(byApp(executor(), 1).record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("INSTALL_FAILED_USER_RESTRICTED", "allow 'Install via USB'", "--launch shell"));
    }

    @Test
    void anAppThatEndsWithoutAWordIsToldByItsLastOnes() throws IOException, InterruptedException {
        phone.appCommand("echo 'Segmentation fault' >&2; exit 139");

        Trial trial = executor().execute(arm("bert-tiny"), 1, 1);

        assertThat(trial.outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("Segmentation fault"));
    }

    @Test
    void aVoidRoundSaysWhy() throws IOException, InterruptedException {
        phone.state("events.jsonl", MEASURED + "{\"event\":\"void\",\"reason\":\"arm 1 was killed\"}\n");

        Result result = round();

        assertThat(result.record().voided()).hasValue("arm 1 was killed");
        assertThat(result.trials()).noneMatch(Trial::counts);
    }

    @Test
    void anAccountThatIsDamagedEndsTheRound() throws IOException, InterruptedException {
        phone.state("events.jsonl", MEASURED + "{\"event\":\"cycle\",\"cycle\":\"many\"}\n");

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("account of the round is damaged"));
    }

    /** As of a phone that this computer did not see for an hour, and of one that never stops. */
    @Test
    void aLongAccountIsReadInPartsAndOneWithoutEndIsCutOff() throws IOException, InterruptedException {
        String reading = "{\"event\":\"reading\",\"at\":\"2026-11-26T20:00:00Z\",\"name\":\"voltage\",\"value\":4,"
                + "\"unit\":\"volt\",\"source\":\"battery\"}\n";
        phone.state("events.jsonl", MEASURED + reading.repeat(50_000) + "{\"event\":\"ended\",\"cycles\":2}\n");
        PhoneExecutor executor = executor();

        Result result = round(executor);
        assertThat(result.trials()).allMatch(Trial::counts);
        assertThat(result.trials().get(0).readings()).hasSize(50_001);

        // 75 MB of it, which is more than is read, and 2 MB without the end of a line.
        phone.state("part", reading.repeat(10_000));
        for (String endless : List.of(
                "for any in $(seq 70); do cat \"$PHONE/sim/part\"; done",
                "cat \"$PHONE/sim/part\" \"$PHONE/sim/part\" | tr -d '\\n'")) {
            phone.appCommand("eval \"round=\\${$#}\"; { " + endless + "; } >\"$round/round.jsonl\"; exec sleep 1000");
            assertThat(round(executor, 2).record().voided())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("has no end, and the round was ended"));
            String pid = Files.readString(rounds().get(0).resolve("pid")).split(" ", -1)[0];
            assertThat(runs(pid)).isFalse();
        }
    }

    @Test
    void theShellGivesEachArmTheJarAndTheLibrariesOfItsOwnAppAndTheAppHasOneOfThem()
            throws IOException, InterruptedException {
        Path libraries = Files.createDirectories(scratch.resolve("other/lib/x86_64"));
        Files.writeString(libraries.resolve("libother.so"), "other library");
        Files.writeString(scratch.resolve("other/squeezebench-shell.jar"), "other jar");
        phone.appCommand(APP.formatted(
                "(cd \"$round\"; echo \"$CLASSPATH\"; for each in $(find . -type l | sort); do echo \"$each\"; cat"
                        + " \"$each\"; echo; done) >\"$PHONE/sim/links\""));
        TurnCoordinator.Length length = new TurnCoordinator.Length(2, Long.MAX_VALUE, false);
        Map<String, String> shell = Map.of("phone.launch", "shell");
        List<Arm> arms =
                List.of(arm("bert-tiny"), arm("squeezebert-tiny", shell, Map.of(), "other"), arm("bert-base-uncased"));

        Result both = executor().execute(new Round("g1", arms, 1, 1, length, 1));

        assertThat(both.record().voided()).isEmpty();
        List<String> links = Files.readAllLines(phoneFolder.resolve("sim/links"));
        assertThat(links.get(0)).as("of the first one, which coordinates").endsWith(".jar");
        assertThat(links.subList(1, links.size()))
                .containsExactly(
                        "./arm1/app.jar",
                        "other jar",
                        "./arm1/lib/libother.so",
                        "other library",
                        "./lib/libjnijavacpp.so",
                        "libjnijavacpp.so",
                        "./lib/libjnitensorflowlite.so",
                        "libjnitensorflowlite.so");

        List<Arm> installed = List.of(arm("bert-tiny", Map.of()), arm("squeezebert-tiny", Map.of(), Map.of(), "other"));
        assertThat(executor()
                        .execute(new Round("g1", installed, 1, 1, length, 1))
                        .record()
                        .voided())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("has one version of a runtime", "measure by --launch shell"));
    }

    @Test
    void anotherVersionOfTheRuntimeIsNotTakenForTheOneThatWasAskedFor() throws IOException, InterruptedException {
        journal("2.0");

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("the runtime says it is version 2.0"));
    }
}
