@NullMarked
package dev.squeezebench.results.file;

import org.jspecify.annotations.NullMarked;
