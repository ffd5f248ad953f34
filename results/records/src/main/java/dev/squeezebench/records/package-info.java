/** What was measured: records, statistics, verdict rules, claims, files. */
@NullMarked
package dev.squeezebench.records;

import org.jspecify.annotations.NullMarked;
