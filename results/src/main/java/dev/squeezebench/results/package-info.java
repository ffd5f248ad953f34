/** What was measured: records, statistics, verdict rules, claims, files. */
@NullMarked
package dev.squeezebench.results;

import org.jspecify.annotations.NullMarked;
