package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bert-base_uncased.v2 | bert-base_uncased.v2",
                "../../etc/passwd | _._.._etc_passwd",
                ".hidden | _hidden",
                "-rf | _rf",
                "<script>'$(id)' | _script____id__",
                "a\\u000ab c | a_u000ab_c",
                "b\u00e9rt | b_rt"
            })
    void whatAShellOrAFileSystemCouldMisreadBecomesAnUnderscore(String name, String safe) {
        assertThat(FileNames.safe(name)).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource({"100, 64", "64, 64", "3, 3"})
    void longNamesAreCut(int length, int kept) {
        assertThat(FileNames.safe("n".repeat(length))).hasSize(kept);
    }
}
