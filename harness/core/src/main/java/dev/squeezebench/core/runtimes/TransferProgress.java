package dev.squeezebench.core.runtimes;

import java.util.OptionalLong;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Tells of jars; the small files around them would only flicker. */
final class TransferProgress extends AbstractTransferListener {
    private final DownloadListener listener;

    TransferProgress(DownloadListener listener) {
        this.listener = listener;
    }

    @Override
    public void transferStarted(TransferEvent event) {
        if (isJar(event)) {
            long bytes = event.getResource().getContentLength();
            listener.begins(file(event), bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty());
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
