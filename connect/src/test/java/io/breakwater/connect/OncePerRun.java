package io.breakwater.connect;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what takes seconds to start: started for the first that wants it, closed when all tests have run. */
public abstract class OncePerRun<T extends AutoCloseable> implements ParameterResolver {
    private final Class<T> type;
    private final Supplier<T> start;

    protected OncePerRun(Class<T> type, Supplier<T> start) {
        this.type = type;
        this.start = start;
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public final T resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(type, once -> start.get(), type);
    }
}
