package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** One stream of a connection between adb's server and the device: a service's bytes in both directions. */
final class Stream implements AutoCloseable {
    private static final byte[] END = new byte[0];

    private final Link link;
    private final int local;
    private final int remote;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final Semaphore mayWrite = new Semaphore(1);
    private volatile boolean closed;

    /** Sends packets; the stream's connection. */
    interface Link {
        void send(Packet packet) throws IOException;

        void forget(int local);

        /** How long the cable takes for so many bytes. */
        void carry(int bytes) throws InterruptedException;
    }

    Stream(Link link, int local, int remote) {
        this.link = link;
        this.local = local;
        this.remote = remote;
    }

    void arrive(byte[] data) throws IOException {
        arrived.add(data);
        link.send(new Packet("OKAY", local, remote));
    }

    void granted() {
        mayWrite.release();
    }

    /** The other side closed it, or the connection is gone. */
    void ended() {
        closed = true;
        arrived.add(END);
        mayWrite.release();
    }

    boolean isClosed() {
        return closed;
    }

    /** What the host sends. */
    InputStream in() {
        return new InputStream() {
            private byte[] current = END;
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                while (at == current.length) {
                    if (closed && arrived.isEmpty()) {
                        return -1;
                    }
                    try {
                        current = arrived.take();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                    at = 0;
                }
                int count = Math.min(length, current.length - at);
                System.arraycopy(current, at, target, offset, count);
                at += count;
                return count;
            }
        };
    }

    /** What the host gets. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                for (int from = offset; from < offset + length; from += Packet.MOST_DATA) {
                    send(Arrays.copyOfRange(source, from, Math.min(offset + length, from + Packet.MOST_DATA)));
                }
            }
        };
    }

    private void send(byte[] data) throws IOException {
        try {
            mayWrite.acquire();
            link.carry(data.length);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (closed) {
            throw new IOException("the host closed the stream");
        }
        link.send(new Packet("WRTE", local, remote, data));
    }

    @Override
    public void close() throws IOException {
        link.forget(local);
        if (!closed) {
            closed = true;
            link.send(new Packet("CLSE", local, remote));
        }
    }
}
