@NullMarked
package dev.squeezebench.cli.models;

import org.jspecify.annotations.NullMarked;
