@NullMarked
package dev.squeezebench.records;

import org.jspecify.annotations.NullMarked;
