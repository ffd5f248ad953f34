@NullMarked
package dev.squeezebench.results;

import org.jspecify.annotations.NullMarked;
