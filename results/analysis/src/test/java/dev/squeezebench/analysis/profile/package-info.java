@NullMarked
package dev.squeezebench.analysis.profile;

import org.jspecify.annotations.NullMarked;
