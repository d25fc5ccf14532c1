package io.breakwater.server.api;

import io.breakwater.model.Function;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an operation, at the door. A method without it admits nobody. The use case behind it decides again, with
 * what it knows.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Admits {
    /** One of these functions is needed; empty for every active person. */
    Function[] value() default {};

    /** Any function will do, but one is needed: not for somebody who was added and is trusted with nothing. */
    boolean anyFunction() default false;
}
