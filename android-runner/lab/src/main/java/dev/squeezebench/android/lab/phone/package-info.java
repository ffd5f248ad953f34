/** The phones of a laboratory: which there are, what they are, whether they are fit to measure, and their settings. */
@NullMarked
package dev.squeezebench.android.lab.phone;

import org.jspecify.annotations.NullMarked;
