/** The benchmark that JMH runs, and what it needs of the platform. */
@NullMarked
package dev.squeezebench.core.jmh;

import org.jspecify.annotations.NullMarked;
