package dev.squeezebench.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void knowsWhatOthersCallTheProcessor() {
        assertThat(platform("Linux", "amd64")).isEqualTo(new Platform("linux-x86-64", "x86_64"));
        assertThat(platform("Linux", "aarch64")).isEqualTo(new Platform("linux-aarch64", "aarch64"));
    }

    @Test
    void refusesWhatHasNoBundles() {
        assertThatThrownBy(() -> platform("Mac OS X", "aarch64")).hasMessageContaining("make it on Linux");
        assertThatThrownBy(() -> platform("Linux", "riscv64")).hasMessageContaining("riscv64");
    }

    private static Platform platform(String system, String processor) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("os.arch", processor);
        return Platform.of(properties);
    }
}
