package dev.squeezebench.cli.console;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.core.runtimes.DownloadListener;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Says what is downloaded and how large it is before its bytes come, and shows how far it is with the time left. */
public final class DownloadProgress implements DownloadListener, AutoCloseable {
    private final Console console;
    private final Map<String, Download> downloads = new HashMap<>();

    public DownloadProgress(Console console) {
        this.console = console;
    }

    private record Download(long bytes, TaskProgress bar) {}

    @Override
    public synchronized void begins(String file, OptionalLong bytes) {
        console.message("downloading " + file + ", "
                + (bytes.isPresent() ? Quantities.bytes(bytes.getAsLong()) : "whose size the repository does not say"));
        bytes.ifPresent(all -> downloads.put(file, new Download(all, console.progress("downloading " + file))));
    }

    @Override
    public synchronized void advances(String file, long bytes) {
        Download download = downloads.get(file);
        if (download != null) {
            download.bar().at(bytes, Math.max(1, download.bytes()));
        }
    }

    @Override
    public synchronized void ends(String file, long bytes) {
        Download download = downloads.remove(file);
        if (download != null) {
            download.bar().close();
        }
        console.message("fetched " + file);
    }

    @Override
    public synchronized void close() {
        downloads.values().forEach(download -> download.bar().close());
    }
}
