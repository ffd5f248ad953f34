/** From what the user selected to what can be measured here. */
@NullMarked
package dev.squeezebench.cli.plan;

import org.jspecify.annotations.NullMarked;
