package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Library;

/**
 * The C library's calls that set a variable of this process and lead its standard error elsewhere; -1 is its word for
 * failure. Source: POSIX, and Linux' {@code memfd_create}.
 */
interface StandardError extends Library {
    /** The number of standard error. */
    int NUMBER = 2;

    int setenv(String name, String value, int overwrite);

    /** A file without a name, in memory. */
    int memfd_create(String name, int flags);

    int open(String path, int flags, int mode);

    int dup(int file);

    int dup2(int from, int to);

    long pread(int file, byte[] bytes, long count, long from);

    long write(int file, byte[] bytes, long count);
}
