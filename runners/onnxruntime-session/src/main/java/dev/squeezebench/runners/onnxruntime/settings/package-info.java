/** What is set on a session, our defaults included. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.settings;

import org.jspecify.annotations.NullMarked;
