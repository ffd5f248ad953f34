/** What accelerators report while a trial runs on them: readings and warnings. */
@NullMarked
package dev.squeezebench.core.device;

import org.jspecify.annotations.NullMarked;
