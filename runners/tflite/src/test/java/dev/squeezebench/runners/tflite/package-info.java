@NullMarked
package dev.squeezebench.runners.tflite;

import org.jspecify.annotations.NullMarked;
