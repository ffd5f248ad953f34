package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.bundle.BundleContents.Entry;
import dev.squeezebench.cli.bundle.BundleContents.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleContentsTest {
    private static final Part JAVA = new Part(
            "java",
            "17",
            List.of(Entry.bytes("runtime/bin/java", new byte[7]), Entry.bytes("runtime/lib/x", bytes("abc"))));
    private static final Part MODEL =
            new Part("model 1", "sha256:ab", List.of(Entry.bytes("files/1/a/net.onnx", new byte[5])));

    private static BundleContents contents() throws IOException {
        return BundleContents.of(
                List.of(JAVA, MODEL),
                List.of("--quick"),
                List.of(new BundleManifest.PackedFile("--model", "files/1/a/net.onnx")));
    }

    @Test
    void everyByteIsCounted() throws IOException {
        int manifest = contents().manifest().json().length;

        assertThat(JAVA.bytes()).isEqualTo(10);
        assertThat(contents().bytes()).isEqualTo(15 + manifest);
    }

    @Test
    void theManifestHasEveryPartsVersionAndEveryFilesHash() throws IOException {
        assertThat(contents().manifest().contents()).containsEntry("java", "17").containsEntry("model 1", "sha256:ab");
        assertThat(contents().entries()).containsKey(BundleManifest.FILE);
        // The digest of "abc" in FIPS 180-2.
        assertThat(contents().manifest().hashes())
                .containsOnlyKeys("runtime/bin/java", "runtime/lib/x", "files/1/a/net.onnx")
                .containsEntry("runtime/lib/x", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void whatRunsLeaveHasItsFolders() throws IOException {
        assertThat(contents().folders())
                .contains("cache/", "tmp/", "runtime/bin/")
                .first()
                .isEqualTo("");
    }

    @Test
    void onePathIsOneFile() {
        Part twice = new Part("a", "1", List.of(Entry.bytes("a", new byte[0]), Entry.bytes("a", new byte[1])));

        assertThatThrownBy(() -> BundleContents.of(List.of(twice), List.of(), List.of()))
                .hasMessage("two files have the path a");
    }

    @Test
    void noPathLeadsOutOfTheFolder() {
        for (String path : List.of("", "/etc/passwd", "../x", "a/../../x")) {
            assertThatThrownBy(() -> Entry.bytes(path, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
