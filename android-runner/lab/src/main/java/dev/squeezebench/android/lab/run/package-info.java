/** Rounds on a phone: what is pushed, started, followed and brought back. */
@NullMarked
package dev.squeezebench.android.lab.run;

import org.jspecify.annotations.NullMarked;
