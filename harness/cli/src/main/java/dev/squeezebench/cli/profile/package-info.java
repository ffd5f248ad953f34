/** {@code squeezebench profile}: where the time goes. */
@NullMarked
package dev.squeezebench.cli.profile;

import org.jspecify.annotations.NullMarked;
