@NullMarked
package dev.squeezebench.cli.run;

import org.jspecify.annotations.NullMarked;
