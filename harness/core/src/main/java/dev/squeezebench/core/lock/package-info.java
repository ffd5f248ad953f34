/** One measuring run at a time on a machine. */
@NullMarked
package dev.squeezebench.core.lock;

import org.jspecify.annotations.NullMarked;
