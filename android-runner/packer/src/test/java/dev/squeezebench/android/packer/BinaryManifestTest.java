package dev.squeezebench.android.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.reandroid.arsc.chunk.xml.AndroidManifestBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryManifestTest {
    private static final String HEAD =
            "<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'>";

    private final Path folder;

    BinaryManifestTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void numbersOfAttributesAreAndroids() throws Exception {
        for (var attribute : BinaryManifest.ATTRIBUTES.entrySet()) {
            assertThat(android.R.attr.class.getField(attribute.getKey()).getInt(null))
                    .as(attribute.getKey())
                    .isEqualTo(attribute.getValue());
        }
    }

    @Test
    void everyElementIsKept() throws IOException {
        AndroidManifestBlock manifest =
                encode(HEAD + "<uses-sdk android:minSdkVersion='26'/><application android:label='x'>"
                        + "<service android:name='a.B$One' android:exported='false'/><service android:name='a.B$Two'"
                        + " android:process=':two'/></application></manifest>");
        assertThat(manifest.getPackageName()).isEqualTo("a.b");
        assertThat(manifest.getMinSdkVersion()).isEqualTo(26);
        assertThat(manifest.getVersionName()).isEqualTo("1.2.3");
        assertThat(manifest.getVersionCode()).isEqualTo(10203);
        List<String> services = new ArrayList<>();
        manifest.listApplicationElementsByTag("service")
                .forEach(service -> services.add(AndroidManifestBlock.getAndroidNameValue(service)));
        assertThat(services).containsExactly("a.B$One", "a.B$Two");
    }

    @Test
    void anAttributeWithoutANumberIsNamed() {
        assertThatThrownBy(() -> encode(HEAD + "<application android:nonsense='1'/></manifest>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("android:nonsense");
        assertThatThrownBy(() -> encode(HEAD + "<application name='1'/></manifest>"))
                .hasMessageContaining("'name', which is no attribute of Android");
        assertThatThrownBy(() -> encode("<manifest>")).hasMessageContaining("m.xml is no manifest");
    }

    private AndroidManifestBlock encode(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("m.xml"), text);
        return AndroidManifestBlock.load(new ByteArrayInputStream(BinaryManifest.encode(file, "1.2.3", 10203)));
    }
}
