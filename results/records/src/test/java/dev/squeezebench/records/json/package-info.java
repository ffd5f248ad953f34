@NullMarked
package dev.squeezebench.records.json;

import org.jspecify.annotations.NullMarked;
