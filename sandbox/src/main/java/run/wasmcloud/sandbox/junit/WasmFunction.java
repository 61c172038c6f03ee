package run.wasmcloud.sandbox.junit;

import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a test a {@link run.wasmcloud.sandbox.Sandbox} of a module: as a parameter of a
 * constructor, a test or a method around tests, or as a field, static ones too.
 *
 * <pre>{@code
 * @Test
 * void greets(@WasmFunction("hello.wasm") Sandbox sandbox) {
 *     assertEquals(200, sandbox.run(Request.get("/")).status());
 * }
 * }</pre>
 *
 * <p>All tests of a run share one engine, and a module is compiled once; the engine is closed after
 * the last test. Runs share nothing.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
public @interface WasmFunction {
    /**
     * Names the module: a resource, as {@link Class#getResource} of the test's class finds it; if
     * there is none, a file, counted from the working directory.
     */
    String value();

    /** Tells whose figures are the most that a run may use. */
    Plan plan() default Plan.FREE;
}
