package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.records.Digests;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentStoreTest {
    private static final Path NAME = Path.of("models", "m-0123456789abcdef.onnx");

    private final Path root;
    private final AtomicInteger builds = new AtomicInteger();
    private final Notices notices = new Notices();

    ContentStoreTest(@TempDir Path folder) {
        this.root = folder.resolve("cache");
    }

    @Test
    void aMissingFileIsBuiltOnceWithItsChecksumBesideIt() throws IOException {
        StoredFile first = obtain(new ContentStore(root));
        StoredFile again = obtain(new ContentStore(root));

        assertThat(builds).hasValue(1);
        assertThat(again).isEqualTo(first);
        assertThat(first)
                .isEqualTo(new StoredFile(root.resolve(NAME), Digests.sha256("some content"), "some content".length()));
        assertThat(root.resolve("models").resolve("m-0123456789abcdef.onnx.sha256"))
                .hasContent(first.sha256() + "  m-0123456789abcdef.onnx");
        assertThat(notices.seen).isEmpty();
    }

    @Test
    void aFileWithOneBitChangedIsBuiltAgainAndSaidSo() throws IOException {
        Path file = obtain(new ContentStore(root)).path();
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);

        obtain(new ContentStore(root));

        assertThat(file).hasContent("some content");
        assertThat(builds).hasValue(2);
        assertThat(notices.seen).singleElement().asString().contains("damaged", "building it again");
    }

    @Test
    void aTruncatedFileOrOneWithoutRecordOrATornRecordIsBuiltAgain() throws IOException {
        Path file = obtain(new ContentStore(root)).path();
        Path record = new Checksum(file).record();

        Files.writeString(file, "some");
        obtain(new ContentStore(root));
        Files.delete(record);
        obtain(new ContentStore(root));
        Files.writeString(record, Files.readString(record).substring(0, 40));
        obtain(new ContentStore(root));

        assertThat(file).hasContent("some content");
        assertThat(builds).hasValue(4);
    }

    /** As on a read-only file system, where no lock can be made. */
    @Test
    void aCompleteCacheThatCannotBeWrittenIsUsedAndAnIncompleteOneIsRefused() throws IOException {
        obtain(new ContentStore(root));
        Path locks = root.resolve("locks");
        Files.delete(new ContentStore(root).lockFile(NAME));
        Files.delete(locks);
        Files.writeString(locks, "in the way");

        assertThat(obtain(new ContentStore(root)).path()).hasContent("some content");
        assertThat(builds).hasValue(1);

        Files.delete(root.resolve(NAME));
        assertThatThrownBy(() -> obtain(new ContentStore(root)))
                .isInstanceOf(UnwritableCacheException.class)
                .hasMessageContainingAll("has to be built", "--cache")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileThatVanishesWhileTheProgramRunsIsBuiltAgain() throws IOException {
        ContentStore store = new ContentStore(root);
        Files.delete(obtain(store).path());

        assertThat(obtain(store).path()).hasContent("some content");
    }

    @Test
    void aBuilderThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> new ContentStore(root)
                        .obtain(
                                NAME,
                                1,
                                target -> {
                                    target.write(ByteBuffer.wrap(new byte[] {1}));
                                    throw new IOException("no weights");
                                },
                                notices))
                .isInstanceOf(IOException.class)
                .hasMessage("no weights");
        assertThat(root.resolve("models")).isEmptyDirectory();
    }

    @Test
    void whatAKilledBuilderLeftIsRemoved() throws IOException {
        Files.createDirectories(root.resolve("models"));
        Path leftover = Files.writeString(root.resolve("models").resolve(".m-0123456789abcdef.onnx.tmp-x"), "half");

        obtain(new ContentStore(root));

        assertThat(leftover).doesNotExist();
    }

    @Test
    void manyWhoWantTheSameFileGetItBuiltOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StoredFile>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> obtain(new ContentStore(root)));
            }
            for (Future<StoredFile> future : threads.invokeAll(tasks)) {
                assertThat(future.get().sha256()).isEqualTo(Digests.sha256("some content"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(builds).hasValue(1);
    }

    @Test
    void waitingForAnotherProcessIsSaid() throws Exception {
        ContentStore store = new ContentStore(root);
        ProcessLock held = ProcessLock.tryTake(store.lockFile(NAME), new Holder(4711, "another command", Instant.EPOCH))
                .orElseThrow();
        notices.onNotice = held::close;

        obtain(store);

        assertThat(notices.seen).singleElement().asString().startsWith("waiting for process ");
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> new ContentStore(root).obtain(NAME, Long.MAX_VALUE, target -> {}, notices))
                .isInstanceOf(NotEnoughRoomException.class)
                .hasMessageContaining("MB are free")
                .hasMessageContaining("--cache");
        assertThat(root.resolve("models")).isEmptyDirectory();
    }

    private StoredFile obtain(ContentStore store) throws IOException {
        return store.obtain(
                NAME,
                1000,
                target -> {
                    builds.incrementAndGet();
                    target.write(ByteBuffer.wrap("some ".getBytes(StandardCharsets.UTF_8)));
                    target.write(ByteBuffer.wrap("content".getBytes(StandardCharsets.UTF_8)));
                },
                notices);
    }

    private static final class Notices implements ProgressListener {
        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

        private Runnable onNotice = () -> {};

        @Override
        public void note(String message) {
            seen.add(message);
            onNotice.run();
        }
    }
}
