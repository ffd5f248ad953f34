/** How the command ends: exit codes, and errors in one line with cause and remedy. */
@NullMarked
package dev.squeezebench.cli.exit;

import org.jspecify.annotations.NullMarked;
