package run.wasmcloud.app.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a record's component that it is a setting. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What it is for, one sentence. */
    String value();

    /** What holds when it is not set, as text; empty when it has to be set or may be absent. */
    String otherwise() default "";
}
