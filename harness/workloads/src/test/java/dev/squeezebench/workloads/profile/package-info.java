@NullMarked
package dev.squeezebench.workloads.profile;

import org.jspecify.annotations.NullMarked;
