package dev.squeezebench.core.runtimes;

import java.io.File;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Tells of jars; the small files around them would only flicker. A jar's size is known from the head of the repository's
 * answer: it is reported, and the disk checked, before the first byte of the jar is read.
 */
final class TransferProgress extends AbstractTransferListener {
    private final DownloadListener listener;
    private final ToLongFunction<File> room;

    /** @param room bytes that are free where a folder lies */
    TransferProgress(DownloadListener listener, ToLongFunction<File> room) {
        this.listener = listener;
        this.room = room;
    }

    @Override
    public void transferStarted(TransferEvent event) throws NoRoomException {
        if (isJar(event)) {
            long bytes = event.getResource().getContentLength();
            listener.begins(file(event), bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty());
            insistOnRoom(event, bytes);
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
        if (isJar(event)) {
            listener.advances(file(event), event.getTransferredBytes());
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        if (isJar(event)) {
            listener.ends(file(event), event.getTransferredBytes());
        }
    }

    private static boolean isJar(TransferEvent event) {
        return event.getResource().getResourceName().endsWith(".jar");
    }

    private static String file(TransferEvent event) {
        TransferResource resource = event.getResource();
        return resource.getResourceName().substring(resource.getResourceName().lastIndexOf('/') + 1);
    }
}
