/** JSON without reflection: a generator that leaves absent values out, and typed reading with errors that name the field. */
@NullMarked
package dev.squeezebench.records.json;

import org.jspecify.annotations.NullMarked;
