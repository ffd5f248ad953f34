/** From saved records to tables: summaries of scenarios, speed-ups within rounds, and their renderings. */
@NullMarked
package dev.squeezebench.analysis.report;

import org.jspecify.annotations.NullMarked;
