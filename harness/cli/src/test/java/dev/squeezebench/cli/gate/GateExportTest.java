package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.analysis.export.ExportFormat;
import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateExportTest {
    @Test
    void aFileMayHaveAnEqualsSignInItsName(@TempDir Path folder) {
        GateExport export = GateExport.parse("junit=" + folder.resolve("a=b.xml"));

        assertThat(export.format()).isEqualTo(ExportFormat.JUNIT);
        assertThat(export.file()).isEqualTo(folder.resolve("a=b.xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit", "junit=", "=gate.xml", ""})
    void whatIsNoPairIsRefused(String word) {
        assertThatThrownBy(() -> GateExport.parse(word))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("expected FORMAT=FILE");
    }

    @Test
    void aFormatThatIsUnknownAndAFolderThatIsMissingAreRefusedBeforeAnythingIsMeasured(@TempDir Path folder) {
        assertThatThrownBy(() -> GateExport.parse("junt=" + folder.resolve("a.xml")))
                .hasMessageContaining("junit");
        assertThatThrownBy(() -> GateExport.parse("junit=" + folder.resolve("none/a.xml")))
                .hasMessageContaining("cannot write there");
        assertThatThrownBy(() -> GateExport.parse("junit=" + folder)).hasMessageContaining("cannot write there");
    }
}
