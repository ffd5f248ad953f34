package dev.squeezebench.measure.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.turn.TurnCoordinator.LostWorkerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of a round, with workers that are threads of the test. */
class TurnCoordinatorTest {
    private static final TurnCoordinator.Length LENGTH = new TurnCoordinator.Length(2, Long.MAX_VALUE, true);
    private static final TurnSchedule SCHEDULE = new TurnSchedule(2, 7);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** The turns of a worker that behaves, until the coordinator ends it. */
    private static List<String> behave(TurnAddress address) throws IOException {
        List<String> turns = new ArrayList<>();
        try (TurnClient client = TurnClient.connect(address)) {
            Turn turn = client.next();
            while (turn.kind() != Turn.Kind.FINISH) {
                turns.add(turn.line());
                turn = client.next(turn.kind() == Turn.Kind.PREPARE ? 20_000_000 : 0);
            }
        }
        return turns;
    }

    private Future<List<String>> behaving(TurnCoordinator coordinator, int arm) {
        return threads.submit(() -> behave(coordinator.address(arm, LENGTH)));
    }

    /** A worker that says its lines, each but the first as an answer, and closes its connection. */
    private Future<Boolean> saying(TurnCoordinator coordinator, int arm, List<String> lines) {
        TurnAddress address = coordinator.address(arm, LENGTH);
        Callable<Boolean> worker = () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                String answer = "join " + address.token() + ' ' + arm + '\n';
                for (String line : lines) {
                    socket.getOutputStream().write((answer + line).getBytes(StandardCharsets.US_ASCII));
                    answer = "";
                    if (in.readLine() == null) {
                        return false;
                    }
                }
                return true;
            }
        };
        return threads.submit(worker);
    }

    @Test
    void everyWorkerHasTheTurnsOfTheScheduleOneAtATime() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Integer> working = Collections.synchronizedList(new ArrayList<>());
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE)) {
            Future<List<String>> first = behaving(coordinator, 0);
            Future<List<String>> second = behaving(coordinator, 1);
            int cycles = coordinator.run(LENGTH, new TurnCoordinator.Listener() {
                @Override
                public void works(int arm, Turn turn) {
                    assertThat(working).isEmpty();
                    working.add(arm);
                    if (turn.kind() == Turn.Kind.MEASURE) {
                        order.add(arm);
                    }
                }

                @Override
                public void waits(int arm) {
                    working.remove(Integer.valueOf(arm));
                }
            });

            assertThat(cycles).isEqualTo(2);
            List<Integer> planned = new ArrayList<>(SCHEDULE.cycle(1));
            planned.addAll(SCHEDULE.cycle(2));
            assertThat(order).isEqualTo(planned);
            assertThat(first.get()).hasSize(1 + TurnSchedule.turns(2)).startsWith("prepare 0 0", "warm_up 0 0");
            assertThat(second.get()).endsWith("alone 0 0");
        }
    }

    /** A turn takes ten seconds, so a cycle of two arms takes forty: the third one begins before 100 seconds are over. */
    @Test
    void aSustainedRoundGoesOnUntilItsTimeIsOver() throws Exception {
        AtomicLong nowNs = new AtomicLong(5);
        TurnCoordinator.Length length = TurnCoordinator.Length.sustained(100_000_000_000L, 2);
        List<Integer> announced = new ArrayList<>();
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE, nowNs::get)) {
            assertThat(coordinator.address(0, length).leastTurnNs()).isEqualTo(100_000_000);
            List<Future<List<String>>> workers = new ArrayList<>();
            for (int arm = 0; arm < 2; arm++) {
                TurnAddress address = coordinator.address(arm, length);
                workers.add(threads.submit(() -> behave(address)));
            }
            int cycles = coordinator.run(length, new TurnCoordinator.Listener() {
                @Override
                public void works(int arm, Turn turn) {
                    if (turn.kind() == Turn.Kind.MEASURE) {
                        nowNs.addAndGet(10_000_000_000L);
                    }
                }

                @Override
                public void cycles(int count) {
                    announced.add(count);
                }
            });
            assertThat(cycles).isEqualTo(3);
            // By their own account turns take 20 ms.
            assertThat(announced).containsExactly(length.cycles());
            assertThat(workers.get(0).get().stream().filter(turn -> turn.startsWith("measure")))
                    .hasSize(6);
            assertThat(workers.get(1).get()).hasSize(1 + TurnSchedule.turns(length.cycles()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\n",
                "ready\n",
                "ready -1\n",
                "ready 99999999999999999999\n",
                "\n",
                "ready 1 \u0000\n"
            })
    void whatIsNoLineOfTheProtocolIsGarbledAndNamed(String line) throws Exception {
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE)) {
            Future<?> unusedFirst = behaving(coordinator, 0);
            Future<?> unused = saying(coordinator, 1, List.of("ready 0\n", line));

            assertThatThrownBy(() -> coordinator.run(LENGTH, new TurnCoordinator.Listener() {}))
                    .isInstanceOfSatisfying(LostWorkerException.class, lost -> {
                        assertThat(lost.arm()).isEqualTo(1);
                        assertThat(lost.isGarbled()).isTrue();
                    })
                    .hasMessageContaining("it sent '")
                    .message()
                    .doesNotContain("\u0000", "\n");
        }
    }

    @Test
    void aLineWithoutAnEndIsCut() throws Exception {
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE)) {
            Future<?> unusedFirst = behaving(coordinator, 0);
            Future<?> unused = saying(coordinator, 1, List.of("ready 0\n", "ready 0".repeat(1000)));

            assertThatThrownBy(() -> coordinator.run(LENGTH, new TurnCoordinator.Listener() {}))
                    .isInstanceOfSatisfying(LostWorkerException.class, lost -> assertThat(lost.isGarbled())
                            .isTrue())
                    .message()
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void aConnectionThatClosesLosesItsWorkerAndEndsTheOthersWait() throws Exception {
        Future<List<String>> other;
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE)) {
            other = behaving(coordinator, 0);
            Future<?> unused = saying(coordinator, 1, List.of("ready 0\n"));

            assertThatThrownBy(() -> coordinator.run(LENGTH, new TurnCoordinator.Listener() {}))
                    .isInstanceOfSatisfying(LostWorkerException.class, lost -> {
                        assertThat(lost.arm()).isEqualTo(1);
                        assertThat(lost.isGarbled()).isFalse();
                    });
        }
        assertThatThrownBy(other::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void strangersAndWorkersThatJoinTwiceAreTurnedAwayAndTheRoundGoesOn() throws Exception {
        try (TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE)) {
            TurnAddress address = coordinator.address(0, LENGTH);
            Future<Integer> round = threads.submit(() -> coordinator.run(LENGTH, new TurnCoordinator.Listener() {}));
            Future<List<String>> first = behaving(coordinator, 0);
            for (String hello : List.of(
                    "join " + "0".repeat(32) + " 1\n",
                    "join " + address.token() + " 2\n",
                    "join " + address.token() + " -1\n",
                    "GET / HTTP/1.1\r\n",
                    "x".repeat(5000))) {
                try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
                    stranger.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
                    assertThat(isTurnedAway(stranger)).as(hello).isTrue();
                }
            }
            Future<List<String>> second = behaving(coordinator, 1);

            assertThat(round.get()).isEqualTo(2);
            assertThat(first.get()).hasSameSizeAs(second.get());
        }
    }

    private static boolean isTurnedAway(Socket stranger) {
        try {
            return stranger.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void closedWhileItWaitsForAWorkerItEnds() throws Exception {
        TurnCoordinator coordinator = new TurnCoordinator(SCHEDULE);
        Future<Integer> round = threads.submit(() -> coordinator.run(LENGTH, new TurnCoordinator.Listener() {}));
        Future<List<String>> first = behaving(coordinator, 0);
        coordinator.close();

        assertThatThrownBy(round::get).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(first::get).hasCauseInstanceOf(IOException.class);
    }
}
