package dev.squeezebench.measure.turn;

import dev.squeezebench.records.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Gives the workers of one round their turns: one works at a time, in the order of the schedule. It knows nothing of what
 * they do; what they measured is in their journals.
 *
 * <p>Protocol, one line each: a worker says {@code join TOKEN ARM} once, and {@code ready NANOSECONDS} whenever it waits:
 * how long one of its turns takes, once it has prepared, else 0. The coordinator answers with a {@link Turn}. A connection
 * that closes ends the round.
 */
public final class TurnCoordinator implements Closeable {
    /** A line of the protocol is far shorter; what sends more is no worker. */
    private static final int LONGEST_LINE = 256;

    private static final int LONGEST_SILENCE_MS = 10_000;

    private final TurnSchedule schedule;
    private final String token;
    private final ServerSocket server;
    private final Map<Integer, Socket> workers = new HashMap<>();
    private final long[] turnNs;
    private final LongSupplier clock;

    /** Opens a port on the loopback interface. */
    public TurnCoordinator(TurnSchedule schedule) throws IOException {
        this(schedule, System::nanoTime);
    }

    /** @param clock such as {@code System::nanoTime}: for the length of the round, not for what is measured in it */
    TurnCoordinator(TurnSchedule schedule, LongSupplier clock) throws IOException {
        this.clock = clock;
        this.schedule = schedule;
        this.token = new BigInteger(128, new SecureRandom()).setBit(127).toString(16);
        this.turnNs = new long[schedule.arms()];
        this.server = new ServerSocket(0, schedule.arms() + 8, InetAddress.getLoopbackAddress());
    }

    /** Where an arm's worker asks for its turns. */
    public TurnAddress address(int arm, Length length) {
        return new TurnAddress(
                server.getLocalPort(), token, arm, TurnSchedule.turns(length.cycles()), length.leastTurnNs());
    }

    /**
     * How long a round is.
     *
     * @param cycles most cycles, at least 1
     * @param roundNs time that the round may take; where the cycles would take longer there are fewer, one in any case
     * @param alone whether it ends with a block of each arm alone
     * @param sustainedNs how long the cycles go on, whatever they take; absent where their number is known before
     */
    public record Length(int cycles, long roundNs, boolean alone, OptionalLong sustainedNs) {
        /** Longer turns than the usual ones: fewer of them are prepared for, and those that are left over are soon skipped. */
        private static final long SUSTAINED_TURN_NS = 100_000_000;

        /** Turns may be shorter than planned by what the arms get faster after their warm-up. */
        private static final double SPARE = 1.25;

        /** Of so many cycles. */
        public Length(int cycles, long roundNs, boolean alone) {
            this(cycles, roundNs, alone, OptionalLong.empty());
        }

        /** One long round: cycles until the time is over. */
        public static Length sustained(long ns, int arms) {
            double most = SPARE * ns / (2.0 * arms * SUSTAINED_TURN_NS);
            return new Length((int) Math.ceil(most) + 1, Long.MAX_VALUE, false, OptionalLong.of(ns));
        }

        long leastTurnNs() {
            return sustainedNs.isPresent() ? SUSTAINED_TURN_NS : TurnAddress.USUAL_TURN_NS;
        }
    }

    /** Follows the turns, in the coordinator's thread: return quickly. */
    public interface Listener {
        /** The arm begins to work. */
        default void works(int arm, Turn turn) {}

        /** The arm waits for a turn, or has ended. */
        default void waits(int arm) {}

        /** Everything is warm: so many cycles follow. */
        default void cycles(int count) {}
    }

    /**
     * Runs the round to its end, when all workers were told to finish; waits for all of them to join first.
     *
     * <p>A sustained round announces the cycles that it is expected to have.
     *
     * @return cycles that were run
     * @throws LostWorkerException when a worker's connection closed
     * @throws IOException when this was closed, or something that is no worker kept a connection
     */
    public int run(Length length, Listener listener) throws IOException {
        long startNs = clock.getAsLong();
        accept();
        for (int arm : schedule.once()) {
            // A worker is ready for the first time when its process has started.
            awaitReady(arm);
            listener.waits(arm);
        }
        for (int arm : schedule.once()) {
            turnNs[arm] = give(arm, Turn.of(Turn.Kind.PREPARE), listener);
        }
        for (int arm : schedule.once()) {
            give(arm, Turn.of(Turn.Kind.WARM_UP), listener);
        }
        int wanted = cycles(length, startNs);
        listener.cycles(expected(length, wanted));
        long firstNs = clock.getAsLong();
        int cycles = 0;
        while (cycles < wanted
                && !(length.sustainedNs().isPresent()
                        && clock.getAsLong() - firstNs >= length.sustainedNs().getAsLong())) {
            cycles++;
            int place = 1;
            for (int arm : schedule.cycle(cycles)) {
                give(arm, Turn.measured(cycles, place++), listener);
            }
        }
        for (int arm : schedule.once()) {
            for (int skipped = 2 * cycles; skipped < 2 * length.cycles(); skipped++) {
                give(arm, Turn.of(Turn.Kind.SKIP), listener);
            }
            give(arm, Turn.of(length.alone() ? Turn.Kind.ALONE : Turn.Kind.SKIP), listener);
        }
        for (int arm : schedule.once()) {
            send(arm, Turn.of(Turn.Kind.FINISH));
            listener.works(arm, Turn.of(Turn.Kind.FINISH));
            if (read(arm).isPresent()) {
                throw LostWorkerException.garbled(arm, "it asked for a turn after its last one");
            }
            listener.waits(arm);
        }
        return cycles;
    }

    private int cycles(Length length, long startNs) {
        long left = Math.max(0, length.roundNs() - (clock.getAsLong() - startNs));
        return schedule.balanced((int) Math.max(1, Math.min(length.cycles(), left / ofCycle())));
    }

    private int expected(Length length, int most) {
        return length.sustainedNs().isPresent()
                ? (int) Math.min(most, length.sustainedNs().getAsLong() / ofCycle() + 1)
                : most;
    }

    private long ofCycle() {
        long ofCycle = 1;
        for (long ns : turnNs) {
            ofCycle += 2 * ns;
        }
        return ofCycle;
    }

    /** Gives the arm a turn and waits for its end; the time that the worker says it takes. */
    private long give(int arm, Turn turn, Listener listener) throws IOException {
        listener.works(arm, turn);
        send(arm, turn);
        long ns = awaitReady(arm);
        listener.waits(arm);
        return ns;
    }

    private void send(int arm, Turn turn) throws IOException {
        try {
            worker(arm).getOutputStream().write((turn.line() + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw LostWorkerException.closed(arm, e);
        }
    }

    private long awaitReady(int arm) throws IOException {
        String line = read(arm)
                .orElseThrow(() -> LostWorkerException.closed(arm, new IOException("it closed its connection")));
        if (!line.matches("ready [0-9]{1,18}")) {
            throw LostWorkerException.garbled(arm, "it sent '" + Printable.text(line) + "'");
        }
        return Long.parseLong(line.substring("ready ".length()));
    }

    private Optional<String> read(int arm) throws IOException {
        try {
            return readLine(worker(arm).getInputStream());
        } catch (IOException e) {
            throw LostWorkerException.closed(arm, e);
        }
    }

    private Socket worker(int arm) throws IOException {
        synchronized (workers) {
            Socket worker = workers.get(arm);
            if (worker == null) {
                throw new IOException("the round was ended");
            }
            return worker;
        }
    }

    /** Takes connections until every arm has joined; one without the token is closed again. */
    private void accept() throws IOException {
        int joined = 0;
        while (joined < schedule.arms()) {
            Socket socket = server.accept();
            OptionalInt arm = joining(socket);
            synchronized (workers) {
                if (!arm.isPresent() || workers.containsKey(arm.getAsInt()) || server.isClosed()) {
                    socket.close();
                } else {
                    workers.put(arm.getAsInt(), socket);
                    joined++;
                }
            }
        }
    }

    /** The arm that a connection is of; absent when it is no worker of this round. */
    private OptionalInt joining(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            // What keeps silent must not keep the others waiting.
            socket.setSoTimeout(LONGEST_SILENCE_MS);
            Optional<String> line = readLine(socket.getInputStream());
            socket.setSoTimeout(0);
            return line.isPresent() ? arm(line.get().split(" ", -1)) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private OptionalInt arm(String[] words) {
        boolean own = words.length == 3
                && words[0].equals("join")
                && words[2].matches("[0-9]{1,6}")
                && Integer.parseInt(words[2]) < schedule.arms()
                && MessageDigest.isEqual(
                        words[1].getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.US_ASCII));
        return own ? OptionalInt.of(Integer.parseInt(words[2])) : OptionalInt.empty();
    }

    /**
     * Reads byte by byte: a line has a few dozen, and none of the next one may be taken. Of what is longer than any line the
     * beginning, which means nothing.
     */
    private static Optional<String> readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return Optional.empty();
            }
            if (line.length() == LONGEST_LINE) {
                break;
            }
            line.append((char) b);
        }
        return Optional.of(line.toString());
    }

    /** Ends the round: workers that wait see their connection close. */
    @Override
    public void close() throws IOException {
        synchronized (workers) {
            server.close();
            for (Socket worker : workers.values()) {
                worker.close();
            }
            workers.clear();
        }
    }

    /** A worker's connection closed, or what came over it makes no sense. */
    public static final class LostWorkerException extends IOException {
        private static final long serialVersionUID = 1;

        private final int arm;
        private final boolean garbled;

        private LostWorkerException(int arm, boolean garbled, IOException cause) {
            super("the round lost the worker of arm " + arm + ": " + cause.getMessage(), cause);
            this.arm = arm;
            this.garbled = garbled;
        }

        private static LostWorkerException closed(int arm, IOException cause) {
            return new LostWorkerException(arm, false, cause);
        }

        private static LostWorkerException garbled(int arm, String what) {
            return new LostWorkerException(arm, true, new IOException(what));
        }

        /** Index of the worker's arm, from 0. */
        public int arm() {
            return arm;
        }

        /** Whether it sent what no worker sends; else its connection closed, and its process is about to end. */
        public boolean isGarbled() {
            return garbled;
        }
    }
}
