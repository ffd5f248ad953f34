@NullMarked
package dev.squeezebench.results.json;

import org.jspecify.annotations.NullMarked;
