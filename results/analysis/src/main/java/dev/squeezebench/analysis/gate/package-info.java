/** Whether a candidate is slower than its baseline by more than is tolerated: a rule with error levels fixed beforehand. */
@NullMarked
package dev.squeezebench.analysis.gate;

import org.jspecify.annotations.NullMarked;
