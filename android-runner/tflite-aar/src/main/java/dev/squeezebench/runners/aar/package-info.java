/** TensorFlow Lite by its official Java API, from an AAR: the GPU of a phone, and XNNPACK as its makers build it. Portable to Android API 26. */
@NullMarked
package dev.squeezebench.runners.aar;

import org.jspecify.annotations.NullMarked;
