package run.wasmcloud.app.panel;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import run.wasmcloud.app.PanelInstallation;

import java.util.Locale;

/**
 * Hands tests the one browser and the one installation; both end with the last test. Playwright
 * spells its own words by the default locale, and browsers know no roles of {@code lınk}: while
 * these tests run, letters are no country's, and only formats are.
 */
final class PanelWorld implements ParameterResolver, BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace SPACE =
            ExtensionContext.Namespace.create(PanelWorld.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var hostile = Locale.getDefault();
        context.getStore(SPACE).put(Locale.class, hostile);
        Locale.setDefault(Locale.ROOT);
        Locale.setDefault(Locale.Category.FORMAT, hostile);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var hostile = context.getStore(SPACE).get(Locale.class, Locale.class);
        if (hostile != null) {
            Locale.setDefault(hostile);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == PanelInstallation.class || type == PanelBrowser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(SPACE);
        // The browser first: without one, nothing has to be started.
        var browser = store.computeIfAbsent(PanelBrowser.class, _ -> new PanelBrowser());
        return parameter.getParameter().getType() == PanelBrowser.class
                ? browser
                : store.computeIfAbsent(PanelInstallation.class, _ -> PanelInstallation.start());
    }
}
