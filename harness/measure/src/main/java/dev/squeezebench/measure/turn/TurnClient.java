package dev.squeezebench.measure.turn;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A worker's connection to the coordinator of its round. To ask for a turn says that the last one is over. */
public final class TurnClient implements Closeable {
    private final Socket socket;
    private final BufferedReader in;

    private TurnClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Connects and says which arm this is. */
    public static TurnClient connect(TurnAddress address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port());
        try {
            socket.setTcpNoDelay(true);
            TurnClient client = new TurnClient(socket);
            client.send("join " + address.token() + ' ' + address.arm());
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Waits for the next turn, without using the processor.
     *
     * @throws IOException when the coordinator is gone or ends the round
     */
    public Turn next() throws IOException {
        return next(0);
    }

    /**
     * The same after the worker has prepared.
     *
     * @param turnNs time that one of its turns takes, by its warm-up
     */
    public Turn next(long turnNs) throws IOException {
        send("ready " + turnNs);
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the round was ended: its coordinator closed the connection");
        }
        try {
            return Turn.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("the coordinator of the round sent '" + line + "'", e);
        }
    }

    private void send(String line) throws IOException {
        socket.getOutputStream().write((line + '\n').getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
