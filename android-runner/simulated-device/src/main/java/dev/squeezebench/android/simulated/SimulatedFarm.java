package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A device farm: who sends an app to it sees neither adb nor the phone, and gets back what usual farms give. */
public record SimulatedFarm(Phone phone) {
    private static final String COMPONENT = "dev.squeezebench/dev.squeezebench.android.app.RoundInstrumentation";
    private static final String MEDIA = "/sdcard/Android/media/dev.squeezebench";

    /**
     * Installs an APK, runs its instrumentation, and packs what it left.
     *
     * @param folder where the archive goes
     * @return an archive with the app's media folder and the text that instrumentation printed
     */
    public Path run(Path apk, Path folder) throws IOException, InterruptedException {
        Path upload = phone.file("/data/local/tmp/upload.apk");
        Files.copy(apk, upload);
        Phone.Ran installed = phone.run("pm install -r /data/local/tmp/upload.apk");
        Files.delete(upload);
        if (installed.status() != 0) {
            throw new IOException("the farm cannot install the app: " + installed.out());
        }
        Phone.Ran ran = phone.run("am instrument -w -r " + COMPONENT);
        Path archive = folder.resolve("artifacts.zip");
        Path media = phone.file(MEDIA);
        List<Path> files;
        try (Stream<Path> all = Files.walk(media)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry("artifacts" + MEDIA + '/' + media.relativize(file)));
                Files.copy(file, zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("instrumentation.results"));
            zip.write(ran.out().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return archive;
    }
}
