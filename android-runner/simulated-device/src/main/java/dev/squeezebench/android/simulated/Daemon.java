package dev.squeezebench.android.simulated;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The daemon of a simulated device: {@code adb connect 127.0.0.1:PORT} makes it one of adb's devices. */
public final class Daemon implements AutoCloseable, Phone.Cable {
    private static final int TOKEN = 1;
    private static final int MOST_TRIES = 100_000;

    private final Phone phone;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    private Daemon(Phone phone, ServerSocket server) {
        this.phone = phone;
        this.server = server;
        this.port = server.getLocalPort();
    }

    /**
     * Starts the daemon of a phone.
     *
     * @param port to listen at, on this machine alone; 0 for any
     */
    public static Daemon start(Phone phone, int port) throws IOException {
        Daemon daemon = new Daemon(phone, new ServerSocket(port, 4, InetAddress.getLoopbackAddress()));
        daemon.accept();
        phone.connectedBy(daemon);
        return daemon;
    }

    /** The name by which adb connects to it and lists it. */
    public String serial() {
        return "127.0.0.1:" + port;
    }

    /** Ends every connection and takes no more: as when the cable is pulled. What runs on the device goes on. */
    @Override
    public synchronized void unplug() throws IOException {
        server.close();
        connections.forEach(Connection::drop);
    }

    /** Takes connections again. */
    @Override
    public synchronized void plugIn() throws IOException {
        if (server.isClosed()) {
            server = listening();
            accept();
        }
    }

    /** The port is free once the thread that took connections has seen that it is closed. */
    private ServerSocket listening() throws IOException {
        for (int left = MOST_TRIES; true; left--) {
            try {
                return new ServerSocket(port, 4, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                if (left == 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        unplug();
    }

    private void accept() {
        ServerSocket listening = server;
        daemon("accepts at " + port, () -> {
            while (true) {
                Connection connection = new Connection(listening.accept());
                connections.add(connection);
                daemon("connection at " + port, connection::serve);
            }
        });
    }

    /** What a thread of the daemon does until its connection ends. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException ended) {
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Connection implements Stream.Link {
        private final Socket socket;
        private final OutputStream out;
        private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
        }

        void serve() throws IOException {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    received(Packet.read(in));
                }
            } finally {
                connections.remove(this);
                streams.values().forEach(Stream::ended);
            }
        }

        private void received(Packet packet) throws IOException {
            Stream stream = streams.get(packet.second());
            switch (packet.command()) {
                case "CNXN" -> {
                    if (phone.isAuthorized()) {
                        send(new Packet("CNXN", Packet.VERSION, Packet.MOST_DATA, banner()));
                    } else {
                        send(new Packet("AUTH", TOKEN, 0, new byte[20]));
                    }
                }
                // No user taps "Allow": another token for each key, then silence, as a phone does.
                case "AUTH" -> {
                    if (packet.first() == 2) {
                        send(new Packet("AUTH", TOKEN, 0, new byte[20]));
                    }
                }
                case "OPEN" -> open(packet);
                case "WRTE" -> {
                    if (stream != null) {
                        stream.arrive(packet.data());
                    }
                }
                case "OKAY" -> {
                    if (stream != null) {
                        stream.granted();
                    }
                }
                case "CLSE" -> {
                    if (stream != null) {
                        stream.ended();
                    }
                }
                default -> throw new IOException("a packet " + packet.command());
            }
        }

        private byte[] banner() {
            return ("device::ro.product.name=simulated;ro.product.model=" + phone.model()
                            + ";ro.product.device=simulated;features=shell_v2,cmd")
                    .getBytes(StandardCharsets.UTF_8);
        }

        private void open(Packet packet) throws IOException {
            String service = packet.text();
            boolean shell = service.startsWith("shell");
            if (!shell && !service.equals("sync:")) {
                send(new Packet("CLSE", 0, packet.first()));
                return;
            }
            int local = last.incrementAndGet();
            Stream stream = new Stream(this, local, packet.first());
            streams.put(local, stream);
            send(new Packet("OKAY", local, packet.first()));
            daemon("stream " + local + " at " + port, () -> {
                try (stream) {
                    phone.asked(service);
                    if (shell) {
                        new ShellService(phone).serve(service, stream);
                    } else {
                        new SyncService(phone).serve(stream);
                    }
                }
            });
        }

        @Override
        public void send(Packet packet) throws IOException {
            phone.waitWhileSilent();
            synchronized (out) {
                packet.write(out);
            }
        }

        @Override
        public void forget(int local) {
            streams.remove(local);
        }

        @Override
        public void carry(int bytes) throws InterruptedException {
            phone.carry(bytes);
        }

        void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                // The connection is gone in any case.
                return;
            }
        }
    }
}
