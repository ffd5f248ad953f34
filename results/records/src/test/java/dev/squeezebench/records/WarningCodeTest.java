package dev.squeezebench.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningCodeTest {
    @Test
    void theTableOfTheDocumentIsTheRegistry() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("root.dir"), "docs", "result-schema.md"));
        List<String> rows = document.substring(
                        document.indexOf("\n## Warnings"), document.indexOf("\n## From version 1"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(WarningCode.values())
                        .map(code -> "| `" + code.word() + "` | " + code.meaning() + " | " + code.remedy() + " |")
                        .toList());
    }

    @Test
    void aWarningHasTheUsualRemedyUnlessAnotherIsGiven() {
        assertThat(WarningCode.NOT_STEADY.warning("it fell"))
                .isEqualTo(new Warning("not_steady", "it fell", "close other programs and measure again"));
        assertThat(WarningCode.NOT_STEADY.warning("it fell", "wait").remedy()).isEqualTo("wait");
    }
}
