package dev.squeezebench.core.runtimes;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.text.ProgressListener;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Shows the download of jars and AARs; the small files around them would only flicker. A jar's size is known from the head of the
 * repository's answer: it is said, and the disk checked, before the first byte of the jar is read.
 */
final class TransferProgress extends AbstractTransferListener {
    private final ProgressListener listener;
    private final ToLongFunction<File> room;
    private final Map<String, ProgressListener.Task> running = new ConcurrentHashMap<>();

    /** @param room bytes that are free where a folder is */
    TransferProgress(ProgressListener listener, ToLongFunction<File> room) {
        this.listener = listener;
        this.room = room;
    }

    @Override
    public void transferStarted(TransferEvent event) throws NoRoomException {
        if (isJar(event)) {
            long bytes = event.getResource().getContentLength();
            listener.note("downloading " + file(event) + ", "
                    + (bytes >= 0 ? Quantities.bytes(bytes) : "whose size the repository does not say"));
            insistOnRoom(event, bytes);
            running.put(file(event), listener.begin("downloading " + file(event)));
        }
    }

    private void insistOnRoom(TransferEvent event, long bytes) throws NoRoomException {
        File folder = event.getResource().getFile();
        while (folder != null && !folder.isDirectory()) {
            folder = folder.getParentFile();
        }
        if (folder != null) {
            long free = room.applyAsLong(folder);
            if (free < bytes) {
                throw new NoRoomException(file(event), folder, bytes, free);
            }
        }
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        long bytes = event.getResource().getContentLength();
        if (bytes > 0) {
            running.getOrDefault(file(event), ProgressListener.Task.NONE).at(event.getTransferredBytes(), bytes);
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        ended(event);
        if (isJar(event)) {
            listener.note("fetched " + file(event));
        }
    }

    @Override
    public void transferFailed(TransferEvent event) {
        ended(event);
    }

    @Override
    public void transferCorrupted(TransferEvent event) {
        ended(event);
    }

    private void ended(TransferEvent event) {
        Optional.ofNullable(running.remove(file(event))).ifPresent(ProgressListener.Task::close);
    }

    private static boolean isJar(TransferEvent event) {
        String name = event.getResource().getResourceName();
        return name.endsWith(".jar") || name.endsWith(".aar");
    }

    private static String file(TransferEvent event) {
        TransferResource resource = event.getResource();
        return resource.getResourceName().substring(resource.getResourceName().lastIndexOf('/') + 1);
    }
}
