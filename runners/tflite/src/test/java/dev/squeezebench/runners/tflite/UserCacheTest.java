package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserCacheTest {
    @Test
    void anAbsoluteXdgFolderWins() {
        assertThat(UserCache.of("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "/x")))
                .isEqualTo(new File("/x/squeezebench"));
    }

    @Test
    void aRelativeXdgFolderIsIgnored() {
        assertThat(UserCache.of("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "x")))
                .isEqualTo(new File("/home/a/.cache/squeezebench"));
    }

    @Test
    void eachSystemHasItsPlace() {
        assertThat(UserCache.of("Mac OS X", "/Users/a", Map.of()))
                .isEqualTo(new File("/Users/a/Library/Caches/squeezebench"));
        assertThat(UserCache.of("Windows 11", "C:/Users/a", Map.of("LOCALAPPDATA", "L")))
                .isEqualTo(new File("L/squeezebench/cache"));
    }
}
