/** A GPU that is none: the simulated phone's script says what it takes, and the processor computes it. */
@NullMarked
package org.tensorflow.lite.gpu;

import org.jspecify.annotations.NullMarked;
