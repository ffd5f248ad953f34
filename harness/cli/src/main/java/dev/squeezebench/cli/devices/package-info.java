/** The commands about phones. */
@NullMarked
package dev.squeezebench.cli.devices;

import org.jspecify.annotations.NullMarked;
