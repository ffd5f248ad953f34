package dev.squeezebench.core.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.text.ProgressListener;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a repository in a folder. */
class RuntimeResolverTest {
    private static final RuntimeArtifact ENGINE = new RuntimeArtifact("org.example", "engine", Optional.empty());
    private static final RuntimeArtifact NATIVES = new RuntimeArtifact("org.example", "engine", Optional.of("linux"));

    private final Path remote;
    private final Path local;
    private final long size;
    private long free = Long.MAX_VALUE;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    RuntimeResolverTest(@TempDir Path folder) throws IOException {
        remote = folder.resolve("remote");
        local = folder.resolve("local");
        publish(
                "engine",
                "1.28.0",
                "<dependency><groupId>org.example</groupId><artifactId>glue</artifactId>"
                        + "<version>3</version></dependency>"
                        + "<dependency><groupId>org.example</groupId><artifactId>only-for-tests</artifactId>"
                        + "<version>1</version><scope>test</scope></dependency>");
        jar(remote.resolve("org/example/engine/1.28.0/engine-1.28.0-linux.jar"), "natives");
        publish("glue", "3", "");
        size = Files.size(remote.resolve("org/example/engine/1.28.0/engine-1.28.0.jar"));
    }

    @Test
    void aVersionIsResolvedWithItsNativesAndDependenciesTheRuntimeFirst() throws Exception {
        List<Path> jars = resolver(false).resolve(List.of(ENGINE, NATIVES), "1.28.0");

        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("engine-1.28.0.jar", "glue-3.jar", "engine-1.28.0-linux.jar");
        assertThat(jars).allSatisfy(jar -> assertThat(jar).startsWith(local).isRegularFile());
    }

    @Test
    void theSizeIsSaidBeforeADownloadAndNothingIsDownloadedTwice() throws Exception {
        resolver(false).resolve(List.of(ENGINE), "1.28.0");
        assertThat(heard)
                .containsSubsequence(
                        "downloading engine-1.28.0.jar, " + size + " B",
                        "begin downloading engine-1.28.0.jar",
                        "at " + size + '/' + size,
                        "end downloading engine-1.28.0.jar",
                        "fetched engine-1.28.0.jar");
        assertThat(heard).noneMatch(line -> line.contains(".pom"));

        heard.clear();
        resolver(false).resolve(List.of(ENGINE), "1.28.0");
        assertThat(heard).isEmpty();
    }

    /** As TensorFlow Lite's POMs are: what they depend on is an AAR, and they do not say so. */
    @Test
    void forAndroidWhatIsPublishedAsAnAarIsGotAsOne() throws Exception {
        publishAar(
                "lite",
                "2.16.1",
                "<dependency><groupId>org.example</groupId><artifactId>lite-api</artifactId>"
                        + "<version>[2.16.1]</version></dependency>"
                        + "<dependency><groupId>org.example</groupId><artifactId>glue</artifactId>"
                        + "<version>3</version></dependency>");
        publishAar("lite-api", "2.16.1", "");
        publishAar("lite-gpu", "2.14.0", "");
        Map<RuntimeArtifact, String> wanted = new LinkedHashMap<>();
        wanted.put(new RuntimeArtifact("org.example", "lite", Optional.empty()), "2.16.1");
        wanted.put(new RuntimeArtifact("org.example", "lite-gpu", Optional.empty()), "2.14.0");

        assertThat(resolver(false).resolveForAndroid(wanted))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("lite-2.16.1.aar", "lite-api-2.16.1.aar", "glue-3.jar", "lite-gpu-2.14.0.aar");
        assertThat(heard)
                .as("its size is said before it is read")
                .containsSubsequence(
                        "downloading lite-2.16.1.aar, " + size + " B",
                        "begin downloading lite-2.16.1.aar",
                        "fetched lite-2.16.1.aar");
        heard.clear();
        resolver(true).resolveForAndroid(wanted);
        assertThat(heard).isEmpty();
    }

    @Test
    void anAarThatCannotBeHadIsOneLine() {
        assertThatThrownBy(() -> resolver(false).resolveForAndroid(Map.of(ENGINE, "9.9")))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageStartingWith("cannot get org.example:engine:9.9: ")
                .hasMessageContaining("check the version")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aDamagedPomIsNamed() throws Exception {
        Path pom = Files.writeString(local.resolveSibling("lite.pom"), "<project><packaging>aar");
        assertThatThrownBy(() -> Packaging.of(pom)).hasMessageStartingWith("the POM is damaged (");
        Files.writeString(pom, "<project><build><packaging>aar</packaging></build></project>");
        assertThat(Packaging.of(pom)).isEqualTo("jar");
        Files.writeString(
                pom, "<project xmlns='http://maven.apache.org/POM/4.0.0'><packaging> aar </packaging></project>");
        assertThat(Packaging.of(pom)).isEqualTo("aar");
    }

    @Test
    void offlineTakesWhatIsThereAndNamesWhatIsNot() throws Exception {
        assertThatThrownBy(() -> resolver(true).resolve(List.of(ENGINE), "1.28.0"))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageContaining("org.example:engine:1.28.0")
                .hasMessageContaining("offline");
        resolver(false).resolve(List.of(ENGINE), "1.28.0");
        assertThat(resolver(true).resolve(List.of(ENGINE), "1.28.0")).hasSize(2);
    }

    @Test
    void aVersionThatDoesNotExistIsOneLineWithTheCauseAndWhatToDo() {
        assertThatThrownBy(() -> resolver(false).resolve(List.of(ENGINE), "9.9"))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageContaining("org.example:engine:9.9")
                .hasMessageContaining("ould not find artifact")
                .hasMessageContaining("check the version")
                .message()
                .hasLineCount(1);
    }

    @Test
    void theReleasedVersionsOfARangeComeFromTheRepositorysMetadataInOrder() throws Exception {
        Files.writeString(
                remote.resolve("org/example/engine/maven-metadata.xml"),
                "<metadata><groupId>org.example</groupId><artifactId>engine</artifactId><versioning><versions>"
                        + Stream.of("1.9.0", "1.30.0", "1.22.0", "1.28.0-rc1", "1.28.0", "1.26.0", "1.21.1")
                                .map(version -> "<version>" + version + "</version>")
                                .collect(Collectors.joining())
                        + "</versions></versioning></metadata>");

        assertThat(resolver(false).versions(ENGINE, "1.22.0", "1.29.0")).containsExactly("1.22.0", "1.26.0", "1.28.0");
        assertThat(resolver(false).versions(NATIVES, "1.28.0", "1.28.0")).containsExactly("1.28.0");
    }

    @Test
    void withoutMetadataNoVersionIsKnown() throws Exception {
        assertThat(resolver(false).versions(ENGINE, "1.22.0", "1.29.0")).isEmpty();
    }

    @Test
    void aRangeTheWrongWayRoundIsRefusedInOneLine() {
        assertThatThrownBy(() -> resolver(false).versions(ENGINE, "1.29.0", "1.22.0"))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageContaining("org.example:engine:1.29.0..1.22.0")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aDownloadThatDoesNotFitIsRefusedBeforeItBeginsAndNothingOfItStays() throws Exception {
        free = size - 1;

        assertThatThrownBy(() -> resolver(false).resolve(List.of(ENGINE), "1.28.0"))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageContaining("engine-1.28.0.jar needs 1 MB in ")
                .hasMessageContaining("make room there")
                .message()
                .doesNotContain("check the version")
                .hasLineCount(1);
        assertThat(heard)
                .contains("downloading engine-1.28.0.jar, " + size + " B")
                .noneMatch(line -> line.startsWith("begin ") || line.startsWith("at "));
        try (Stream<Path> files = Files.walk(local)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("engine-1.28.0.jar"));
        }
        free = size;
        assertThat(resolver(false).resolve(List.of(ENGINE), "1.28.0")).hasSize(2);
    }

    @Test
    void aDamagedJarIsRefusedByNameInsteadOfLeftOut() throws Exception {
        Path whole = resolver(false).resolve(List.of(ENGINE), "1.28.0").get(0);
        byte[] bytes = Files.readAllBytes(whole);
        byte[] changed = bytes.clone();
        changed[40] ^= 1;
        for (byte[] damaged : List.of(Arrays.copyOf(bytes, bytes.length - 30), new byte[0], changed)) {
            Files.write(whole, damaged);
            assertRefused(whole);
        }
    }

    @Test
    void aJarThatIsNotThePublishedOneIsRefusedByItsChecksum() throws Exception {
        Path whole = resolver(false).resolve(List.of(ENGINE), "1.28.0").get(0);
        Path sum = whole.resolveSibling(whole.getFileName() + ".sha1");
        Files.writeString(sum, "da39a3ee5e6b4b0d3255bfef95601890afd80709  engine-1.28.0.jar\n");
        assertRefused(whole);

        // SHA-1 of "not a library" in an archive is unknown to this test: that of the file, by another program.
        Process sha1sum = new ProcessBuilder("sha1sum", whole.toString()).start();
        Files.write(sum, sha1sum.getInputStream().readAllBytes());
        assertThat(resolver(true).resolve(List.of(ENGINE), "1.28.0")).contains(whole);
    }

    private void assertRefused(Path jar) {
        assertThatThrownBy(() -> resolver(true).resolve(List.of(ENGINE), "1.28.0"))
                .isInstanceOf(RuntimeResolutionException.class)
                .hasMessageStartingWith("the jar is damaged (")
                .hasMessageEndingWith("): delete " + jar + ", and it is downloaded again");
    }

    @Test
    void whatKilledDownloadsLeftIsRemovedUnlessItIsStillWritten() throws Exception {
        Path folder = Files.createDirectories(local.resolve("org/example/engine/1.28.0"));
        Path killed = Files.writeString(folder.resolve("engine-1.28.0.jar.123456789.tmp"), "half");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minusSeconds(60)));
        Path living = Files.writeString(folder.resolve("engine-1.28.0.jar.987654321.tmp"), "half");
        Path other = Files.writeString(folder.resolve("engine-1.28.0.pom.1.tmp"), "half");
        Files.setLastModifiedTime(other, FileTime.from(Instant.now().minusSeconds(60)));

        resolver(false).resolve(List.of(ENGINE), "1.28.0");

        assertThat(killed).doesNotExist();
        assertThat(living).exists();
        assertThat(other).exists();
    }

    @Test
    void aDescriptorNamesArtifactsWithOrWithoutAClassifier() {
        assertThat(RuntimeArtifact.parse("com.microsoft.onnxruntime:onnxruntime", "linux-x86_64"))
                .isEqualTo(new RuntimeArtifact("com.microsoft.onnxruntime", "onnxruntime", Optional.empty()));
        assertThat(RuntimeArtifact.parse("org.bytedeco:tensorflow-lite:{platform}", "linux-x86_64"))
                .isEqualTo(new RuntimeArtifact("org.bytedeco", "tensorflow-lite", Optional.of("linux-x86_64")));
        assertThatThrownBy(() -> RuntimeArtifact.parse("onnxruntime", "linux-x86_64"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuntimeArtifact.parse("a:b:c:d", "linux-x86_64"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void jar(Path file, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("e");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private RuntimeResolver resolver(boolean offline) {
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(false)
                .withLocalRepositoryOverride(local)
                .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.REPLACE)
                .repositories(List.of(new RemoteRepository.Builder(
                                "folder", "default", remote.toUri().toString())
                        .build()));
        ProgressListener listener = new ProgressListener() {
            @Override
            public void note(String sentence) {
                heard.add(sentence);
            }

            @Override
            public Task begin(String what) {
                heard.add("begin " + what);
                return new Task() {
                    @Override
                    public void at(long done, long total) {
                        heard.add("at " + done + '/' + total);
                    }

                    @Override
                    public void close() {
                        heard.add("end " + what);
                    }
                };
            }
        };
        return RuntimeResolver.of(overrides, offline, new TransferProgress(listener, folder -> free));
    }

    private void publishAar(String name, String version, String dependencies) throws IOException {
        publish(name, version, dependencies);
        Path folder = remote.resolve("org/example/" + name + "/" + version);
        String file = name + "-" + version;
        Files.move(folder.resolve(file + ".jar"), folder.resolve(file + ".aar"));
        Path pom = folder.resolve(file + ".pom");
        Files.writeString(
                pom, Files.readString(pom).replace("<dependencies>", "<packaging>aar</packaging><dependencies>"));
    }

    private void publish(String name, String version, String dependencies) throws IOException {
        Path folder = Files.createDirectories(remote.resolve("org/example/" + name + "/" + version));
        String file = name + "-" + version;
        jar(folder.resolve(file + ".jar"), "not a library");
        Files.writeString(
                folder.resolve(file + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>" + name
                        + "</artifactId><version>" + version + "</version><dependencies>" + dependencies
                        + "</dependencies></project>");
    }
}
