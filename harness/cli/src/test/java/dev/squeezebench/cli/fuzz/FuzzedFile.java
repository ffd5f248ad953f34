package dev.squeezebench.cli.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of a user's as a fuzzer sees it: the part of it that is changed, what stands around that part, and what reads it.
 * Elements of tensors are no such part where they would make up most of the bytes: nothing depends on their values.
 *
 * @param name of the file in its folder
 * @param seeds the part as it is in files that are right
 * @param whole makes a file of the part
 * @param surroundings puts what belongs beside the file into an empty folder
 * @param reader reads the file to its end
 */
record FuzzedFile(String name, List<byte[]> seeds, Whole whole, Action surroundings, Action reader) {
    FuzzedFile {
        seeds = List.copyOf(seeds);
    }

    /** A part that is all of the file, alone in its folder. */
    static FuzzedFile alone(String name, List<byte[]> seeds, Reader reader) {
        return new FuzzedFile(name, seeds, part -> part, folder -> {}, folder -> reader.read(folder.resolve(name)));
    }

    /** What is done with a folder. */
    @FunctionalInterface
    interface Action {
        void in(Path folder) throws IOException;
    }

    /** What is done with a file. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** Makes a file of the part that is changed. */
    @FunctionalInterface
    interface Whole {
        byte[] of(byte[] part) throws IOException;
    }
}
