package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheFolderTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path ELSEWHERE = Path.of("elsewhere").toAbsolutePath();

    @Test
    void linuxFollowsXdgAndElseUsesDotCache() {
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", ELSEWHERE.toString())))
                .isEqualTo(ELSEWHERE.resolve("squeezebench"));
        assertThat(CacheFolder.of("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".cache/squeezebench"));
    }

    @Test
    void aRelativeXdgFolderIsIgnoredAsItsSpecificationAsksFor() {
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "cache")))
                .isEqualTo(HOME.resolve(".cache/squeezebench"));
    }

    @Test
    void theShellsHomeIsTakenBeforeJavas() {
        assertThat(CacheFolder.home("Linux", HOME.toString(), Map.of("HOME", ELSEWHERE.toString())))
                .isEqualTo(ELSEWHERE);
        assertThat(CacheFolder.home("Linux", HOME.toString(), Map.of())).isEqualTo(HOME);
        assertThat(CacheFolder.home("Linux", HOME.toString(), Map.of("HOME", "relative")))
                .isEqualTo(HOME);
        assertThat(CacheFolder.home("Windows 11", HOME.toString(), Map.of("HOME", ELSEWHERE.toString())))
                .isEqualTo(HOME);
    }

    /** Java says {@code ?} for a user who is not in the list of users; that must not become a folder of this name. */
    @Test
    void aUserWithoutHomeHasNoFolderNamedQuestionMark() {
        assertThat(CacheFolder.home("Linux", "?", Map.of())).isAbsolute().doesNotHaveToString("?");
    }

    @Test
    void windowsAndMacHaveFoldersOfTheirOwn() {
        assertThat(CacheFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", ELSEWHERE.toString())))
                .isEqualTo(ELSEWHERE.resolve("squeezebench").resolve("cache"));
        assertThat(CacheFolder.of("Mac OS X", HOME, Map.of())).isEqualTo(HOME.resolve("Library/Caches/squeezebench"));
    }
}
