/** The command's flags: what each means, its default and its limits, shared between commands as mixins. */
@NullMarked
package dev.squeezebench.cli.options;

import org.jspecify.annotations.NullMarked;
