@NullMarked
package dev.squeezebench.analysis.compare;

import org.jspecify.annotations.NullMarked;
