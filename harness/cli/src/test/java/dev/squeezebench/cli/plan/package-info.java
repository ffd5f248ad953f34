@NullMarked
package dev.squeezebench.cli.plan;

import org.jspecify.annotations.NullMarked;
