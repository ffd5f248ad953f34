@NullMarked
package dev.squeezebench.results.claims;

import org.jspecify.annotations.NullMarked;
