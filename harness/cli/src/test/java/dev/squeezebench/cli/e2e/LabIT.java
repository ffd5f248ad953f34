package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.android.simulated.RecordedApp;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laboratory of simulated phones, through the real adb, by the app's own classes. */
@Tag("slow")
class LabIT {
    /** A name that a shell, a chart or a terminal might obey, in quotes or not, and that fits into no table. */
    private static final String HOSTILE =
            "\u001b[31m$(touch owned)';touch owned;'\"<b>\"\u001b]0;owned\u0007 \u202e" + "long ".repeat(12);

    private static final int KILLS = 30;

    @TempDir
    private Path folder = Path.of("unset");

    private SimulatedPhones phones;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        phones = SimulatedPhones.in(folder);
    }

    @AfterEach
    void end() throws IOException {
        if (phones != null) {
            phones.close();
        }
    }

    private Path plan(int rounds, String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("workload: " + Command.TINY, "sequence-length: 16", "quick: true", "rounds: " + rounds));
        all.addAll(List.of(lines));
        return Files.write(folder.resolve("plan.yaml"), all);
    }

    private RunningCommand lab(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("lab"));
        command.addAll(List.of(arguments));
        if (!arguments[0].equals("status")) {
            command.addAll(List.of("--cache", Command.built().cache().toString()));
        }
        return phones.start(command.toArray(String[]::new));
    }

    /** Every planned round once, on each phone. */
    private static void assertWhole(Path out, int devices, int rounds) throws IOException {
        Results results = ResultReader.read(out.resolve("results.jsonl"));
        List<RoundRecord> complete = results.records().stream()
                .filter(RoundRecord.class::isInstance)
                .map(RoundRecord.class::cast)
                .filter(round -> round.voided().isEmpty())
                .toList();
        assertThat(complete.stream()
                        .map(round -> round.group() + ' ' + round.round())
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .hasSize(devices * rounds);
        for (RoundRecord round : complete) {
            assertThat(results.trials().stream()
                            .filter(trial -> trial.group().equals(Optional.of(round.group()))
                                    && trial.round() == round.round()
                                    && trial.attempt() == round.attempt()))
                    .hasSize(round.arms().size())
                    .allMatch(Trial::counts);
        }
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /** What a phone had measured was never measured again, but where it had been saved in part. */
    private void assertNothingMeasuredTwice(Path out, int rounds) throws IOException {
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials.stream()
                        .map(trial -> trial.scenario().id() + trial.device() + trial.round() + '.' + trial.attempt()))
                .doesNotHaveDuplicates();
        int saved = trials.stream()
                .collect(Collectors.groupingBy(
                        Trial::device,
                        Collectors.mapping(trial -> trial.round() + "." + trial.attempt(), Collectors.toSet())))
                .values()
                .stream()
                .mapToInt(Set::size)
                .max()
                .orElseThrow();
        for (Path started : startedOn()) {
            assertThat(Files.readAllLines(started))
                    .filteredOn(line -> line.contains("RoundMain"))
                    .hasSizeBetween(rounds, saved);
        }
    }

    /** What each phone has started that has measured. */
    private List<Path> startedOn() {
        return phones.all().stream()
                .map(phone -> phone.root().resolve("sim/started"))
                .filter(Files::exists)
                .toList();
    }

    private static void assertNothingToObey(Command.Ended ended) {
        assertThat(ended.all()).doesNotContain("\u001b", "\u0007", "\u202e");
    }

    /** The host is killed while the first phone measures its first round, and again when that one is to start its next. */
    @Test
    void allFitPhonesAreMeasuredThoughTheHostIsKilledAndTheEndSaysWhichNumbersToTrust() throws Exception {
        List<String> serials = List.of(
                phones.phone(phone -> phone.property("ro.product.model", HOSTILE)),
                phones.phone(phone -> phone.locale(Locale.forLanguageTag("fa-IR"))),
                phones.phone(phone -> phone.battery(20, 28, true)));
        Phone first = phones.all().get(0);
        Path out = folder.resolve("out");
        killedAt(first, "told .*\"cycle\":1[,}]", "run", plan(2).toString(), "--out", out.toString());
        Command.Ended killed = killedAt(first, "asked .*setsid nohup", "resume", out.toString());
        assertThat(killed.err()).contains("going on with a round that was begun on the device before");
        assertNothingToObey(killed);

        Command.Ended ended;
        try (RunningCommand running = lab("resume", out.toString())) {
            ended = running.end();
        }
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        assertThat(ended.out()).contains("\\u001b[31m$(touch owned)");
        assertNothingToObey(ended);
        String laboratory = ended.out().substring(ended.out().indexOf("\nlaboratory\n"));
        assertThat(laboratory.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(laboratory.replaceAll("\\s+", " "))
                .containsPattern(" 2 0 yes ")
                .contains(" 0 0 no its battery is at 20%: charge it to at least 40%");
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(phones.all().get(0).root().resolve("owned")).doesNotExist();
        assertThat(out.resolve("charts/latency.svg"))
                .content()
                .contains("touch owned")
                .doesNotContain("<b>");
        assertWhole(out, 2, 2);
        assertThat(startedOn()).hasSize(2);
        assertNothingMeasuredTwice(out, 2);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials)
                .extracting(trial -> trial.device().map(Device::kind).orElseThrow())
                .containsOnly(Device.Kind.PHONE);
        assertThat(trials.stream().map(Trial::device).distinct()).hasSize(2);
        for (String file : List.of("results.jsonl", "lab.json")) {
            assertThat(out.resolve(file)).content().doesNotContain(serials).doesNotContain("SIM1");
        }

        Command.Ended status;
        try (RunningCommand running = lab("status", out.toString())) {
            status = running.end();
        }
        assertThat(status.exitCode()).as(status.all()).isZero();
        assertThat(status.out().replaceAll("\\s+", " ")).contains("its battery is at 20%");
        assertNothingToObey(status);
    }

    /** Kills the command once something has happened to a phone. */
    private Command.Ended killedAt(Phone phone, String event, String... arguments) throws Exception {
        CountDownLatch moment = new CountDownLatch(1);
        phone.add(Fault.at(event, any -> moment.countDown()));
        try (RunningCommand running = lab(arguments)) {
            running.await(event, () -> Optional.of(event).filter(any -> moment.getCount() == 0));
            running.kill();
            return running.end();
        }
    }

    /**
     * Phones that play what one of them has measured, so that it is the protocol, the files and the moments between them that are
     * hit: so many events of the first phone after the command has begun to ask it, and some milliseconds more.
     */
    @Test
    void afterThirtyKillsNoTrialIsLostOrDoubled() throws Exception {
        Fault.Action plays = new RecordedApp(SimulatedPhones.app(), folder.resolve("recorded"), 0)::install;
        phones.phone(plays);
        phones.phone(plays);
        Phone first = phones.all().get(0);
        Path out = folder.resolve("out");
        Random random = new Random(30);
        int rounds = 16;
        List<String> arguments = List.of("run", plan(rounds, "launch: shell").toString(), "--out", out.toString());
        int kills = 0;
        Command.Ended ended = null;
        while (ended == null) {
            CountDownLatch moment = new CountDownLatch(1);
            if (kills < KILLS) {
                first.add(Fault.at("asked", 1 + random.nextInt(35), any -> moment.countDown()));
            }
            try (RunningCommand running = lab(arguments.toArray(String[]::new))) {
                if (kills == 0) {
                    running.awaitMessage("phones are fit");
                }
                while (kills < KILLS
                        && !moment.await(10, TimeUnit.MILLISECONDS)
                        && !running.endedWithin(Duration.ZERO)) {
                    // Until the moment or the end.
                }
                if (kills < KILLS && !running.endedWithin(Duration.ofMillis(random.nextInt(100)))) {
                    running.kill();
                    kills++;
                } else {
                    ended = running.end();
                }
            }
            arguments = List.of("resume", out.toString());
        }

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(kills).isEqualTo(KILLS);
        assertWhole(out, 2, rounds);
        assertNothingMeasuredTwice(out, rounds);
    }
}
