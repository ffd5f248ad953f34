package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilesTest {
    private static final int FILE = 0100644;

    @TempDir
    private Path folder = Path.of("unset");

    private static ScriptedServer sync(ScriptedServer.Script script) throws IOException {
        return new ScriptedServer(peer -> {
            peer.grant("host:transport:A1").grant("sync:");
            script.play(peer);
        });
    }

    private static DeviceFiles files(ScriptedServer server) {
        return server.device("A1").files();
    }

    @Test
    void aFileIsPushedInPartsWithItsModeAndFollowed() throws IOException {
        byte[] content = new byte[100_000];
        List<String> messages = new ArrayList<>();
        try (ScriptedServer server = sync(peer -> {
            messages.add(peer.message());
            messages.add(peer.message().substring(0, 4));
            messages.add(peer.message().substring(0, 4));
            byte[] done = new byte[8];
            peer.in.readFully(done);
            messages.add(new String(done, 0, 4, java.nio.charset.StandardCharsets.US_ASCII));
            peer.message("OKAY", new int[] {0}, "");
        })) {
            Path file = Files.write(folder.resolve("model"), content);
            List<Long> progress = new ArrayList<>();
            ProgressListener.Task task = (done, total) -> progress.add(done);

            files(server).push(file, "/data/local/tmp/it's, a model", 0644, task);

            assertThat(messages).containsExactly("SEND /data/local/tmp/it's, a model,420", "DATA", "DATA", "DONE");
            assertThat(progress).containsExactly(65_536L, 100_000L);
        }
    }

    @Test
    void aFullDeviceSaysSo() throws IOException {
        String said = "couldn't write file: No space left on device";
        try (ScriptedServer server = sync(peer -> {
            peer.message();
            peer.message("FAIL", new int[] {said.length()}, said).untilClosed();
        })) {
            assertThatThrownBy(() -> files(server).push(new byte[10], "/data/local/tmp/model"))
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("squeezebench devices clean")
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.REFUSED);
        }
    }

    @Test
    void aFileIsPulled() throws IOException {
        try (ScriptedServer server = sync(peer -> {
            assertThat(peer.message()).isEqualTo("RECV /x");
            peer.message("DATA", new int[] {3}, "abc").message("DATA", new int[] {2}, "de");
            peer.message("DONE", new int[] {0}, "");
        })) {
            Path target = folder.resolve("x");
            files(server).pull("/x", target, 5);

            assertThat(target).hasContent("abcde");
        }
    }

    @Test
    void aFileThatIsLargerThanItMayBeIsCutOff() throws IOException {
        try (ScriptedServer server = sync(peer -> {
            peer.message();
            while (true) {
                peer.message("DATA", new int[] {3}, "abc");
            }
        })) {
            assertThatThrownBy(() -> files(server).pull("/x", folder.resolve("x"), 100))
                    .hasMessageContaining("more than 100 bytes");
        }
    }

    @Test
    void aPartLongerThanTheProtocolAllowsIsRefused() throws IOException {
        for (int length : new int[] {-1, 70_000, Integer.MAX_VALUE}) {
            try (ScriptedServer server = sync(peer -> {
                peer.message();
                peer.message("DATA", new int[] {length}, "abc").untilClosed();
            })) {
                assertThatThrownBy(() -> files(server).pull("/x", folder.resolve("x"), Long.MAX_VALUE / 2))
                        .hasMessageContaining("where 65536 are allowed");
            }
        }
    }

    @Test
    void aFolderIsListed() throws IOException {
        try (ScriptedServer server = sync(peer -> {
            assertThat(peer.message()).isEqualTo("LIST /d");
            peer.message("DENT", new int[] {040755, 4096, 1, 1}, ".");
            peer.message("DENT", new int[] {FILE, 7, 1, 5}, "a b c");
            peer.message("DONE", new int[] {0, 0, 0, 0}, "");
        })) {
            assertThat(files(server).list("/d")).containsExactly(new DeviceFiles.Entry("a b c", FILE, 7));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../.ssh/authorized_keys", "/etc/passwd", "a/b", "a\\..\\b", ""})
    void aNameThatLeavesItsFolderIsRefused(String name) throws IOException {
        try (ScriptedServer server = sync(peer -> {
            peer.message();
            peer.message("DENT", new int[] {FILE, 7, 1, name.length()}, name).untilClosed();
        })) {
            assertThatThrownBy(() -> files(server).list("/d")).hasMessageContaining("outside of its folder");
        }
    }

    @Test
    void whatIsNotThereHasNoState() throws IOException {
        try (ScriptedServer server = sync(peer -> {
            peer.message();
            peer.message("STAT", new int[] {0, 0, 0}, "");
        })) {
            assertThat(files(server).stat("/nothing")).isEmpty();
        }
        try (ScriptedServer server = sync(peer -> {
            peer.message();
            peer.message("STAT", new int[] {FILE, 0xffff_fff0, 1}, "");
        })) {
            assertThat(files(server).stat("/d/large")).hasValue(new DeviceFiles.Entry("large", FILE, 4_294_967_280L));
        }
    }
}
