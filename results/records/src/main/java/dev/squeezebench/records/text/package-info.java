/** Names and causes as words: whatever comes from a file or another program, made safe to print. */
@NullMarked
package dev.squeezebench.records.text;

import org.jspecify.annotations.NullMarked;
