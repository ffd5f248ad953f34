/** Child processes: how they are started, how they end, what they leave behind. */
@NullMarked
package dev.squeezebench.core.process;

import org.jspecify.annotations.NullMarked;
