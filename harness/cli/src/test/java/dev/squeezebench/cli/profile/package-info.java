@NullMarked
package dev.squeezebench.cli.profile;

import org.jspecify.annotations.NullMarked;
