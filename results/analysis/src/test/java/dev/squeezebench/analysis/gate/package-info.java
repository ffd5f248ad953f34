@NullMarked
package dev.squeezebench.analysis.gate;

import org.jspecify.annotations.NullMarked;
