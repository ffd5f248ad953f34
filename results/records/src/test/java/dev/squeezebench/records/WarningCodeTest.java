package dev.squeezebench.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WarningCodeTest {
    private static String document(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("root.dir"), "docs", name));
    }

    @Test
    void theTableOfTheDocumentIsTheRegistry() throws IOException {
        String document = document("result-schema.md");
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

    @Test
    void theDocumentOfGpusSaysOfEachWhatTheRegistrySays() throws IOException {
        String document = document("gpu.md");
        assertThat(Arrays.stream(WarningCode.values())
                        .filter(code -> code.word().startsWith("gpu_")))
                .allSatisfy(code -> assertThat(document).contains("| `" + code.word() + "` | " + code.meaning()));
    }

    @Test
    void theDocumentNamesThoseThatLeaveNumbersRight() throws IOException {
        String document = document("result-schema.md").replaceAll("\\s+", " ");
        String notes = Arrays.stream(WarningCode.values())
                .map(WarningCode::word)
                .filter(code -> !WarningCode.questionsNumbers(code))
                .sorted()
                .collect(Collectors.joining("`, `", "`", "`"));
        assertThat(document).contains("in spite of it: " + notes + " are no badges");
        assertThat(WarningCode.questionsNumbers("of_a_later_version")).isTrue();
    }
}
