package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.lock.ProcessLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files in the cache are found, named and built again. */
@Tag("slow")
class CacheIT {
    @Test
    void aTruncatedFileAndOneWithOneBitChangedAreBuiltAgain(@TempDir Path folder)
            throws IOException, InterruptedException {
        Command command = Command.withCache(folder.resolve("cache"));
        String[] words = {"--rounds", "1", "--target", "onnxruntime:cpu"};
        Command.Ended first = command.quickRun(folder.resolve("first"), words);
        assertThat(first.exitCode()).as(first.all()).isZero();
        Path truncated = one(command.cache().resolve("models"), "bert-tiny-");
        Path changed = one(command.cache().resolve("references"), "squeezebert-tiny-");
        byte[] wholeModel = Files.readAllBytes(truncated);
        byte[] wholeReference = Files.readAllBytes(changed);
        try (FileChannel file = FileChannel.open(truncated, StandardOpenOption.WRITE)) {
            file.truncate(wholeModel.length - 1);
        }
        flipBit(changed, wholeReference.length / 2);

        Command.Ended second = command.quickRun(folder.resolve("second"), words);

        assertThat(second.exitCode()).as(second.all()).isZero();
        assertThat(second.err().lines().filter(line -> line.contains("damaged")))
                .as(second.all())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains(truncated.getFileName() + " is damaged", "again"))
                .anySatisfy(line -> assertThat(line).contains(changed.getFileName() + " is damaged", "again"));
        assertThat(truncated).hasBinaryContent(wholeModel);
        assertThat(changed).hasBinaryContent(wholeReference);
    }

    @Test
    void nothingIsCleanedAwayWhileOutputsAreCompared(@TempDir Path folder) throws Exception {
        Command command = Command.withCache(folder.resolve("cache"));
        ProcessLock machine = MachineLock.ofThisMachine().await("a test", line -> {});
        RunningCommand verifying = command.start(
                "models",
                "verify",
                "--cache",
                command.cache().toString(),
                "--workload",
                "bert-tiny",
                "--target",
                "onnxruntime:cpu",
                "--fusion",
                "none");
        try (verifying) {
            verifying.awaitMessage("waiting for process");
            Command.Ended clean =
                    command.run("models", "clean", "--cache", command.cache().toString());
            assertThat(clean.exitCode()).as(clean.all()).isEqualTo(5);
            assertThat(clean.err()).contains("is in use by another command: wait for its end");
            machine.close();
            assertThat(verifying.end().exitCode()).isZero();
        } finally {
            machine.close();
        }
        Command.Ended clean =
                command.run("models", "clean", "--cache", command.cache().toString());
        assertThat(clean.exitCode()).as(clean.all()).isZero();
    }

    private static void flipBit(Path path, int position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            int before = file.read();
            file.seek(position);
            file.write(before ^ 1);
        }
    }

    /** A content file whose name starts so: of references there are two, of the full and of the padded input. */
    private static Path one(Path folder, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix)
                            && !path.toString().endsWith(".sha256"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
