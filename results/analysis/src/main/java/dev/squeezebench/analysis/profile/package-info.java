/** Where the time of an invocation goes: profiles by layer kind, and what makes the difference between two of them. */
@NullMarked
package dev.squeezebench.analysis.profile;

import org.jspecify.annotations.NullMarked;
