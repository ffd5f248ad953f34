/** Which of a model's own layers an operator of a runtime's profile belongs to, and what it does for the network. */
@NullMarked
package dev.squeezebench.workloads.profile;

import org.jspecify.annotations.NullMarked;
