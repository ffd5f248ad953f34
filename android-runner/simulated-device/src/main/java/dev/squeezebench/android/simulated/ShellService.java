package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The device's shell: commands run in a shell of this machine, in the device's folder, with the device's own programs. */
final class ShellService {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;

    private final Phone phone;

    ShellService(Phone phone) {
        this.phone = phone;
    }

    /**
     * Serves one command.
     *
     * @param service as the host asked for it: {@code shell,v2,raw:COMMAND} or {@code shell:COMMAND}
     */
    void serve(String service, Stream stream) throws IOException, InterruptedException {
        int colon = service.indexOf(':');
        boolean packets = service.substring(0, colon).contains("v2");
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", phone.inside(service.substring(colon + 1))));
        builder.directory(phone.root().toFile());
        phone.environment(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        OutputStream out = stream.out();
        Thread errors = copy(process.getErrorStream(), out, packets ? STDERR : 0);
        Thread output = copy(process.getInputStream(), out, packets ? STDOUT : 0);
        Thread gone = new Thread(
                () -> {
                    try {
                        // A v2 client's packets are not needed; that it is gone is.
                        stream.in().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        return;
                    } finally {
                        process.destroyForcibly();
                    }
                },
                "host of a shell");
        gone.setDaemon(true);
        gone.start();
        int status = process.waitFor();
        // What it left in the background keeps neither stream open for the host.
        output.join(2_000);
        errors.join(2_000);
        if (packets && !stream.isClosed()) {
            synchronized (out) {
                out.write(packet(EXIT, new byte[] {(byte) status}, 1));
            }
        }
    }

    private Thread copy(InputStream from, OutputStream to, int kind) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[64 << 10];
                    try (from) {
                        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                            byte[] shown = phone.outside(buffer, read);
                            phone.told(new String(shown, StandardCharsets.UTF_8));
                            synchronized (to) {
                                to.write(kind == 0 ? shown : packet(kind, shown, shown.length));
                            }
                        }
                    } catch (IOException hostIsGone) {
                        return;
                    }
                },
                "output of a shell");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static byte[] packet(int kind, byte[] data, int length) {
        return ByteBuffer.allocate(5 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(length)
                .put(data, 0, length)
                .array();
    }
}
