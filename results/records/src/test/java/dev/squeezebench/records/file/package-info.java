@NullMarked
package dev.squeezebench.records.file;

import org.jspecify.annotations.NullMarked;
