package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Library;
import com.sun.jna.ptr.IntByReference;

/** What is asked of NVIDIA's driver; each function returns 0 where it worked. Source: CUDA's driver API, {@code cuda.h}. */
interface CudaDriver extends Library {
    int cuInit(int flags);

    /** The CUDA version that the driver computes: 1000 times the major version and 10 times the minor one. */
    int cuDriverGetVersion(IntByReference version);

    int cuDeviceGetCount(IntByReference count);

    int cuDeviceGet(IntByReference device, int ordinal);

    /** Writes no more than so many bytes, the last one 0. */
    int cuDeviceGetName(byte[] name, int bytes, int device);

    int cuDeviceGetAttribute(IntByReference value, int attribute, int device);
}
