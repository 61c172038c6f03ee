package run.wasmcloud.sandbox.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.ModifierSupport.isStatic;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import run.wasmcloud.sandbox.Sandbox;

import java.lang.reflect.Field;

/**
 * Gives tests the sandboxes that {@link WasmFunction} asks for. With JUnit 6, and with JUnit 5 from
 * 5.9 on.
 */
public final class SandboxExtension
        implements ParameterResolver, BeforeAllCallback, BeforeEachCallback {
    /** JUnit makes one. */
    public SandboxExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(WasmFunction.class)
                && parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sandbox(parameter.findAnnotation(WasmFunction.class).orElseThrow(), context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        inject(context, null);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getRequiredTestInstances().getAllInstances().forEach(test -> inject(context, test));
    }

    /** Sets the fields of a test, or the static ones of its class when there is no test. */
    private static void inject(ExtensionContext context, @Nullable Object test) {
        var type = test == null ? context.getRequiredTestClass() : test.getClass();
        findAnnotatedFields(type, WasmFunction.class, field -> isStatic(field) == (test == null))
                .forEach(field -> set(field, test, context));
    }

    private static void set(Field field, @Nullable Object test, ExtensionContext context) {
        if (field.getType() != Sandbox.class) {
            throw new ExtensionConfigurationException(
                    field + " (expected: a field of the type " + Sandbox.class.getName() + ")");
        }
        var sandbox = sandbox(findAnnotation(field, WasmFunction.class).orElseThrow(), context);
        try {
            field.setAccessible(true);
            field.set(test, sandbox);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(field + " cannot be set", e);
        }
    }

    private static Sandbox sandbox(WasmFunction function, ExtensionContext context) {
        return SharedSandboxes.of(context)
                .sandboxes()
                .of(new NamedModule(function.value(), context.getRequiredTestClass()).read())
                .limits(function.plan());
    }
}
