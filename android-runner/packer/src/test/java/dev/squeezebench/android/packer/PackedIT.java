package dev.squeezebench.android.packer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.android.apksig.ApkVerifier;
import com.reandroid.arsc.chunk.xml.AndroidManifestBlock;
import com.reandroid.arsc.chunk.xml.ResXmlElement;
import dev.squeezebench.measure.runner.PageAlignment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build has packed. */
class PackedIT {
    private static final Path FOLDER = Path.of(System.getProperty("android.dir"));
    private static final Path APK = FOLDER.resolve("squeezebench.apk");
    private static final int PAGE = 16384;

    /** What the dex names and Android 8 lacks. */
    private static final List<String> NEVER_REACHED = List.of(
            // Behind a look at the API level.
            "android/os/PowerManager.getCurrentThermalStatus()I",
            "android/os/PowerManager.getThermalHeadroom(I)F",
            // Annotations that Jackson's databind looks for, and does without.
            "java/beans/",
            // JavaCPP: a bean that a property of ours would have to ask for; its build tool; a logger that is found by
            // name;
            // memory by Unsafe, which it tries and does without.
            "java/lang/management/",
            "javax/management/",
            "org/apache/maven/",
            "org/slf4j/",
            "sun/misc/Unsafe.");

    private static Android8 android8;

    @BeforeAll
    static void read() throws IOException {
        android8 = new Android8(Path.of(System.getProperty("signature")));
    }

    @Test
    void theApkIsSignedByBothSchemesForEveryAndroidThatItRunsOn() throws Exception {
        ApkVerifier.Result result = new ApkVerifier.Builder(APK.toFile())
                .setMinCheckedPlatformVersion(26)
                .build()
                .verify();
        assertThat(result.getAllErrors()).isEmpty();
        assertThat(result.isVerified()).isTrue();
        assertThat(result.isVerifiedUsingV2Scheme()).isTrue();
        assertThat(result.isVerifiedUsingV3Scheme()).isTrue();
    }

    @Test
    void librariesBeginWithAPageInTheApkAndInMemory() throws IOException {
        Set<String> libraries = new TreeSet<>();
        try (ZipFile zip = new ZipFile(APK.toFile());
                RandomAccessFile bytes = new RandomAccessFile(APK.toFile(), "r")) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
                if (entry.getName().startsWith("lib/")) {
                    libraries.add(entry.getName());
                    byte[] elf = zip.getInputStream(entry).readAllBytes();
                    assertThat(dataOffset(bytes, entry.getName()) % PAGE)
                            .as(entry.getName())
                            .isZero();
                    assertThat(PageAlignment.of(ByteBuffer.wrap(elf)).orElseThrow() % PAGE)
                            .as(entry.getName())
                            .isZero();
                    assertThat(Files.readAllBytes(FOLDER.resolve(entry.getName())))
                            .isEqualTo(elf);
                }
            }
        }
        assertThat(libraries)
                .containsExactly(
                        "lib/arm64-v8a/libjnijavacpp.so",
                        "lib/arm64-v8a/libjnitensorflowlite.so",
                        "lib/x86_64/libjnijavacpp.so",
                        "lib/x86_64/libjnitensorflowlite.so");
    }

    /** As lab package starts it: by what lies beside the APK alone. */
    @Test
    void anApkThatCarriesFilesIsSignedAnewAndItsLibrariesStillBeginWithAPage(@TempDir Path folder) throws Exception {
        Path content = Files.createDirectories(folder.resolve("content/rounds/001"));
        Files.writeString(content.resolve("round.json"), "{}");
        Path carrying = folder.resolve("carrying.apk");
        Path signer = FOLDER.resolve("signer");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        signer + java.io.File.pathSeparator + signer.resolve("apksig.jar"),
                        CarryMain.class.getName(),
                        APK.toString(),
                        folder.resolve("content").toString(),
                        carrying.toString(),
                        "public",
                        "debug")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();

        assertThat(entry(carrying, "assets/hosted/rounds/001/round.json"))
                .asString()
                .isEqualTo("{}");
        ApkVerifier.Result result = new ApkVerifier.Builder(carrying.toFile())
                .setMinCheckedPlatformVersion(26)
                .build()
                .verify();
        assertThat(result.getAllErrors()).isEmpty();
        assertThat(result.isVerifiedUsingV2Scheme()).isTrue();
        assertThat(result.isVerifiedUsingV3Scheme()).isTrue();
        try (RandomAccessFile bytes = new RandomAccessFile(carrying.toFile(), "r")) {
            assertThat(dataOffset(bytes, "lib/arm64-v8a/libjnitensorflowlite.so") % PAGE)
                    .isZero();
        }
    }

    @Test
    void everyComponentOfTheManifestIsAClassInTheDex() throws IOException {
        AndroidManifestBlock manifest =
                AndroidManifestBlock.load(new ByteArrayInputStream(entry(APK, "AndroidManifest.xml")));
        assertThat(manifest.getPackageName()).isEqualTo("dev.squeezebench");
        assertThat(manifest.isDebuggable()).isFalse();
        assertThat(manifest.isExtractNativeLibs()).isFalse();
        List<String> components = new ArrayList<>();
        for (String tag : List.of("activity", "service")) {
            // Lists of this library have no streams.
            for (ResXmlElement element : manifest.listApplicationElementsByTag(tag)) {
                components.add(AndroidManifestBlock.getAndroidNameValue(element).replace('.', '/'));
            }
        }
        components.add(AndroidManifestBlock.getAndroidNameValue(
                        manifest.getManifestElement().getElement("instrumentation"))
                .replace('.', '/'));
        assertThat(components).hasSize(6);
        assertThat(dex(APK).classes()).containsAll(components);
    }

    @Test
    void theShellJarHasTheSameClassesAndWhatServiceLoaderReads() throws IOException {
        Path jar = FOLDER.resolve("squeezebench-shell.jar");
        assertThat(entry(jar, "classes.dex")).isEqualTo(entry(APK, "classes.dex"));
        assertThat(dex(jar).classes())
                .contains(
                        "dev/squeezebench/measure/loop/MeasuringLoop",
                        "dev/squeezebench/measure/turn/TurnCoordinator",
                        "dev/squeezebench/android/app/ArmMain",
                        "dev/squeezebench/android/app/RoundMain");
        assertThat(new String(
                        entry(jar, "META-INF/services/dev.squeezebench.measure.runner.Runner"), StandardCharsets.UTF_8))
                .contains("dev.squeezebench.runners.tflite.TfliteRunner");
        assertThat(entry(jar, "dev/squeezebench/runners/tflite/probe.tflite")).isNotEmpty();
    }

    @Test
    void everyMethodThatTheDexNamesIsInAndroid8OrNeverReachedThere() throws IOException {
        DexMethods dex = dex(APK);
        Set<String> own = dex.classes();
        Set<String> missing = new TreeSet<>();
        for (DexMethods.Method method : dex.methods()) {
            if (!own.contains(method.owner()) && !android8.has(method.owner(), method.signature())) {
                missing.add(method.owner() + '.' + method.signature());
            }
        }
        assertThat(missing).allSatisfy(method -> assertThat(NEVER_REACHED).anyMatch(method::startsWith));
        assertThat(NEVER_REACHED).allSatisfy(known -> assertThat(missing).anyMatch(method -> method.startsWith(known)));
    }

    @Test
    void theApkWithTheOfficialAarHasBothRunnersAndLibrariesForPagesOfFourKilobytes() throws IOException {
        Path folder = FOLDER.resolve("tflite-aar");
        Path apk = folder.resolve("squeezebench.apk");
        assertThat(entry(apk, "classes.dex")).isEqualTo(entry(APK, "classes.dex"));
        Set<String> own = new TreeSet<>(dex(APK).classes());
        assertThat(own).contains("dev/squeezebench/runners/tflite/TfliteRunner");
        DexMethods dex = new DexMethods(entry(apk, "classes2.dex"));
        assertThat(dex.classes())
                .contains(
                        "dev/squeezebench/runners/aar/AarRunner",
                        "org/tensorflow/lite/Interpreter",
                        "org/tensorflow/lite/gpu/GpuDelegate");
        own.addAll(dex.classes());
        assertThat(entry(apk, "META-INF/squeezebench/tflite-aar.version"))
                .asString()
                .isEqualTo(System.getProperty("aar.version"));
        assertThat(new String(
                        entry(
                                folder.resolve("squeezebench-shell.jar"),
                                "META-INF/services/dev.squeezebench.measure.runner.Runner"),
                        StandardCharsets.UTF_8))
                .isEqualTo("dev.squeezebench.runners.aar.AarRunner\ndev.squeezebench.runners.tflite.TfliteRunner\n");
        for (String abi : List.of("arm64-v8a", "x86_64")) {
            for (String name : List.of("libtensorflowlite_jni.so", "libtensorflowlite_gpu_jni.so")) {
                byte[] elf = entry(apk, "lib/" + abi + '/' + name);
                assertThat(Files.readAllBytes(folder.resolve("lib/" + abi + '/' + name)))
                        .isEqualTo(elf);
                assertThat(PageAlignment.of(ByteBuffer.wrap(elf)))
                        .as(abi + '/' + name)
                        .hasValue(4096);
            }
        }
        assertThat(Files.exists(FOLDER.resolve("lib/arm64-v8a/libtensorflowlite_jni.so")))
                .isFalse();
        Set<String> missing = new TreeSet<>();
        for (DexMethods.Method method : dex.methods()) {
            if (!own.contains(method.owner()) && !android8.has(method.owner(), method.signature())) {
                missing.add(method.owner() + '.' + method.signature());
            }
        }
        assertThat(missing).allSatisfy(method -> assertThat(NEVER_REACHED).anyMatch(method::startsWith));
    }

    /** As the command adds a version of the user's choice: by what lies beside the APK alone; the AAR is made here. */
    @Test
    void aRuntimeIsAddedAsAFurtherDexAndItsLibrariesForOurProcessors(@TempDir Path folder) throws Exception {
        Path aar = AarTest.zip(
                folder.resolve("supplied.aar"),
                Map.of(
                        "classes.jar",
                        AarTest.zipped(Map.of(AarTest.OWN + ".class", AarTest.ownClass())),
                        "jni/arm64-v8a/libsupplied.so",
                        "64 bits".getBytes(StandardCharsets.UTF_8),
                        "jni/armeabi-v7a/libsupplied.so",
                        "32 bits".getBytes(StandardCharsets.UTF_8),
                        "res/values.xml",
                        "<x/>".getBytes(StandardCharsets.UTF_8)));
        Path made = added(folder, "tflite-aar", "1.4.0", aar);

        Path apk = made.resolve("squeezebench.apk");
        for (Path file : List.of(apk, made.resolve("squeezebench-shell.jar"))) {
            assertThat(entry(file, "classes.dex")).isEqualTo(entry(APK, "classes.dex"));
            assertThat(new DexMethods(entry(file, "classes2.dex")).classes())
                    .contains(AarTest.OWN, "dev/squeezebench/runners/aar/AarRunner");
            assertThat(entry(file, "META-INF/services/dev.squeezebench.measure.runner.Runner"))
                    .asString()
                    .isEqualTo(
                            "dev.squeezebench.runners.aar.AarRunner\ndev.squeezebench.runners.tflite.TfliteRunner\n");
            assertThat(entry(file, "META-INF/squeezebench/tflite-aar.version"))
                    .asString()
                    .isEqualTo("1.4.0");
        }
        assertThat(entry(apk, "lib/arm64-v8a/libsupplied.so")).asString().isEqualTo("64 bits");
        assertThat(made.resolve("lib/arm64-v8a/libsupplied.so")).hasContent("64 bits");
        assertThat(made.resolve("lib/arm64-v8a/libjnitensorflowlite.so")).exists();
        assertThat(made.resolve("lib/x86_64"))
                .as("for which the AAR has nothing")
                .doesNotExist();
        try (ZipFile zip = new ZipFile(apk.toFile());
                RandomAccessFile bytes = new RandomAccessFile(apk.toFile(), "r")) {
            assertThat(List.of(
                            "lib/x86_64/libjnitensorflowlite.so", "lib/armeabi-v7a/libsupplied.so", "res/values.xml"))
                    .allSatisfy(name -> assertThat(zip.getEntry(name)).isNull());
            // One of them may lie well by chance.
            for (String library : List.of("libsupplied.so", "libjnitensorflowlite.so", "libjnijavacpp.so")) {
                assertThat(dataOffset(bytes, "lib/arm64-v8a/" + library) % PAGE)
                        .as(library)
                        .isZero();
            }
        }
        ApkVerifier.Result result = new ApkVerifier.Builder(apk.toFile())
                .setMinCheckedPlatformVersion(26)
                .build()
                .verify();
        assertThat(result.isVerified()).isTrue();
    }

    /** ONNX Runtime's own Java classes, in an AAR that is made here: its libraries are nothing that could be loaded. */
    @Test
    void onnxRuntimeIsAddedWithItsRunnerAndNamesNothingThatAndroid8Lacks(@TempDir Path folder) throws Exception {
        Path aar = AarTest.zip(
                folder.resolve("onnxruntime-android-1.2.3.aar"),
                Map.of(
                        "classes.jar",
                        AarTest.zipped(javaApi()),
                        "jni/arm64-v8a/libonnxruntime.so",
                        "the runtime".getBytes(StandardCharsets.UTF_8),
                        "jni/arm64-v8a/libonnxruntime4j_jni.so",
                        "its Java side".getBytes(StandardCharsets.UTF_8)));
        Path made = added(folder, "onnxruntime-android", "1.2.3", aar);

        Path apk = made.resolve("squeezebench.apk");
        assertThat(entry(apk, "META-INF/services/dev.squeezebench.measure.runner.Runner"))
                .asString()
                .isEqualTo("""
                        dev.squeezebench.runners.onnxruntime.android.OnnxRuntimeAndroidRunner
                        dev.squeezebench.runners.tflite.TfliteRunner
                        """);
        assertThat(entry(apk, "META-INF/squeezebench/onnxruntime-android.version"))
                .asString()
                .isEqualTo("1.2.3");
        assertThat(made.resolve("lib/arm64-v8a/libonnxruntime4j_jni.so")).hasContent("its Java side");
        DexMethods dex = new DexMethods(entry(apk, "classes2.dex"));
        assertThat(dex.classes())
                .contains(
                        "ai/onnxruntime/OrtSession",
                        "dev/squeezebench/runners/onnxruntime/android/OnnxRuntimeAndroidRunner",
                        "dev/squeezebench/runners/onnxruntime/placement/PlacementRun",
                        "dev/squeezebench/runners/onnxruntime/session/ModelOpener");
        Set<String> own = new TreeSet<>(dex.classes());
        own.addAll(dex(apk).classes());
        Set<String> missing = new TreeSet<>();
        for (DexMethods.Method method : dex.methods()) {
            if (!own.contains(method.owner()) && !android8.has(method.owner(), method.signature())) {
                missing.add(method.owner() + '.' + method.signature());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Map<String, byte[]> javaApi() throws Exception {
        Path jar = Path.of(OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, byte[]> classes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().matches("ai/onnxruntime/.*\\.class")) {
                    classes.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return classes;
    }

    /** The app with a runner more, as the command makes it. */
    private static Path added(Path folder, String runner, String version, Path aar)
            throws IOException, InterruptedException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Path tools = FOLDER.resolve("signer");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        tools
                                + java.io.File.pathSeparator
                                + tools.resolve("apksig.jar")
                                + java.io.File.pathSeparator
                                + tools.resolve("r8.jar"),
                        AddMain.class.getName(),
                        FOLDER.toString(),
                        made.toString(),
                        "public",
                        "debug",
                        runner,
                        version,
                        FOLDER.resolve("runners").resolve(runner + ".jar").toString(),
                        aar.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return made;
    }

    /** That D8 gives the same bytes again takes as long as the first time: '.ci/run apk' looks at that. */
    @Test
    void packedAgainItIsTheSame(@TempDir Path other) throws IOException {
        Path dex = Files.write(other.resolve("classes.dex"), entry(APK, "classes.dex"));
        new Packer(
                        jars("program.dir"),
                        jars("libraries.dir"),
                        Path.of(System.getProperty("manifest")),
                        version(),
                        SigningKey.publicDebugKey())
                .assemble(List.of(dex), other);
        for (String file : List.of("squeezebench.apk", "squeezebench-shell.jar")) {
            assertThat(Files.mismatch(other.resolve(file), FOLDER.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    private static String version() throws IOException {
        return AndroidManifestBlock.load(new ByteArrayInputStream(entry(APK, "AndroidManifest.xml")))
                .getVersionName();
    }

    private static List<Path> jars(String property) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(property)))) {
            return files.toList();
        }
    }

    private static DexMethods dex(Path file) throws IOException {
        return new DexMethods(entry(file, "classes.dex"));
    }

    private static byte[] entry(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    /** Where an entry's bytes begin: behind its local header, which the central directory points to. */
    private static long dataOffset(RandomAccessFile zip, String name) throws IOException {
        byte[] all = new byte[(int) zip.length()];
        zip.seek(0);
        zip.readFully(all);
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int end = all.length - 22;
        while (bytes.getInt(end) != 0x06054b50) {
            end--;
        }
        int at = bytes.getInt(end + 16);
        while (bytes.getInt(at) == 0x02014b50) {
            int nameLength = bytes.getShort(at + 28);
            if (new String(all, at + 46, nameLength, StandardCharsets.UTF_8).equals(name)) {
                int local = bytes.getInt(at + 42);
                return local + 30L + bytes.getShort(local + 26) + bytes.getShort(local + 28);
            }
            at += 46 + nameLength + bytes.getShort(at + 30) + bytes.getShort(at + 32);
        }
        throw new IOException("no entry " + name);
    }
}
