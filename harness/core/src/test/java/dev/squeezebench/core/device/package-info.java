@NullMarked
package dev.squeezebench.core.device;

import org.jspecify.annotations.NullMarked;
