/** TensorFlow Lite through JavaCPP's bindings of its C++ API: the same classes serve the desktop and the phone. */
@NullMarked
package dev.squeezebench.runners.tflite;

import org.jspecify.annotations.NullMarked;
