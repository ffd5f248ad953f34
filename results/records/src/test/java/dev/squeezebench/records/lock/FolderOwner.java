package dev.squeezebench.records.lock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process with a temporary folder, and folders in it, that waits for its end by a signal. */
final class FolderOwner {
    private FolderOwner() {}

    public static void main(String[] arguments) throws Exception {
        Holder self = new Holder(ProcessHandle.current().pid(), "owner", Instant.now());
        TemporaryFolder folder = TemporaryFolder.create(Path.of(arguments[0]), "run", self);
        Files.writeString(folder.path().resolve("file"), "x");
        for (int i = 1; i < arguments.length; i++) {
            Files.createDirectory(folder.path().resolve(arguments[i]));
        }
        System.out.println(folder.path());
        int end = System.in.read();
        System.exit(end < 0 ? 0 : 1);
    }
}
