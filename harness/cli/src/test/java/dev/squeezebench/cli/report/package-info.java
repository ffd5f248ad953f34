/** Tests of what is printed of saved results. */
@org.jspecify.annotations.NullMarked
package dev.squeezebench.cli.report;
