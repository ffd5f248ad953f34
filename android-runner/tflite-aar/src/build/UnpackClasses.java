import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Unpacks the classes of a folder's AARs into the working folder: what the compiler needs of them. */
class UnpackClasses {
    public static void main(String[] arguments) throws IOException {
        try (DirectoryStream<Path> aars = Files.newDirectoryStream(Path.of(arguments[0]), "*.aar")) {
            for (Path aar : aars) {
                unpack(aar);
            }
        }
    }

    private static void unpack(Path aar) throws IOException {
        try (ZipFile file = new ZipFile(aar.toFile())) {
            ZipEntry classes = file.getEntry("classes.jar");
            if (classes == null) {
                return;
            }
            try (InputStream in = file.getInputStream(classes);
                    ZipInputStream jar = new ZipInputStream(in)) {
                for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                    if (entry.getName().matches("org/tensorflow/[A-Za-z0-9_/$]+\\.class")) {
                        Path target = Path.of(entry.getName());
                        Files.createDirectories(target.getParent());
                        Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
