package dev.squeezebench.android.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Calls what Android 8 lacks, behind a look at {@code Build.VERSION.SDK_INT}; the API-26 gate leaves such a method out. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface SinceApi {
    /** The newest API level that the method looks for. */
    int value();
}
