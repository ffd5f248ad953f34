/** Result files: one JSON object a line, appended and forced to disk; read up to the last whole line. */
@NullMarked
package dev.squeezebench.records.file;

import org.jspecify.annotations.NullMarked;
