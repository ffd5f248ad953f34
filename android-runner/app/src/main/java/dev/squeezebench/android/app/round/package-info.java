/** A round of trials on the phone: who starts the arms, gives them their turns and writes down what happens. Portable to Android API 26. */
@NullMarked
package dev.squeezebench.android.app.round;

import org.jspecify.annotations.NullMarked;
