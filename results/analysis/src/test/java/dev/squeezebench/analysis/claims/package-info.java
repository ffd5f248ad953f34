@NullMarked
package dev.squeezebench.analysis.claims;

import org.jspecify.annotations.NullMarked;
