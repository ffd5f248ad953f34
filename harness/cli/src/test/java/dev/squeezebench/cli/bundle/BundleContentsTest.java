package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.bundled.Bundle;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleContentsTest {
    private static final BundlePart JAVA = new BundlePart(
            "java",
            "17",
            List.of(
                    BundleEntry.bytes("runtime/bin/java", new byte[7]),
                    BundleEntry.bytes("runtime/lib/x", new byte[3])));
    private static final BundlePart MODEL =
            new BundlePart("model 1", "sha256:ab", List.of(BundleEntry.bytes("files/1/a/net.onnx", new byte[5])));

    private final BundleContents contents = new BundleContents(
            List.of(JAVA, MODEL),
            List.of("--quick"),
            List.of(new Bundle.TravellingFile("--model", "files/1/a/net.onnx")));

    @Test
    void everyByteIsCounted() throws IOException {
        int description = contents.description().json().length;

        assertThat(JAVA.bytes()).isEqualTo(10);
        assertThat(contents.tree().bytes()).isEqualTo(15 + description);
    }

    @Test
    void theDescriptionNamesEveryPartWithItsVersion() {
        assertThat(contents.description().contents())
                .containsEntry("java", "17")
                .containsEntry("model 1", "sha256:ab");
        assertThat(contents.tree().entries()).extracting(BundleEntry::name).contains(Bundle.FILE);
    }

    @Test
    void whatRunsLeaveHasItsFolders() {
        assertThat(contents.tree().folders()).contains("cache/", "tmp/", "runtime/bin/");
    }
}
