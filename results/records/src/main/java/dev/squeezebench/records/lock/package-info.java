/** Files that one process at a time locks: a run's folder, a model file that is being built, the machine. */
@NullMarked
package dev.squeezebench.records.lock;

import org.jspecify.annotations.NullMarked;
