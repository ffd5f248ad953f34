/**
 * TensorFlow Lite's Android API as far as the runner of the AAR calls it, on the desktop's library: the AAR's own classes load
 * libraries for Android alone. It computes what the desktop's TensorFlow Lite computes, and logs what Android's logs.
 */
@NullMarked
package org.tensorflow.lite;

import org.jspecify.annotations.NullMarked;
