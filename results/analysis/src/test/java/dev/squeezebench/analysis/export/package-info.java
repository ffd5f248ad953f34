@NullMarked
package dev.squeezebench.analysis.export;

import org.jspecify.annotations.NullMarked;
