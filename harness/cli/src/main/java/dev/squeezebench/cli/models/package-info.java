/** The model files: list, build, verify, inspect, clean. */
@NullMarked
package dev.squeezebench.cli.models;

import org.jspecify.annotations.NullMarked;
