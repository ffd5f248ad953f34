/** Trials on the JVM: the seams between planning, executing and recording. */
@NullMarked
package dev.squeezebench.core;

import org.jspecify.annotations.NullMarked;
