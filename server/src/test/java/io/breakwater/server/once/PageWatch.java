package io.breakwater.server.once;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Watches how many documents a transaction lists. */
final class PageWatch {
    private int mostListed;
    private int listed;

    /** The most documents that one transaction listed. */
    int mostListed() {
        return mostListed;
    }

    Journal on(Journal journal) {
        return watched(Journal.class, journal, UnaryOperator.identity(), arguments -> {
            if (arguments != null && arguments.length == 1 && arguments[0] instanceof Function<?, ?> work) {
                arguments[0] = (Function<Transaction, Object>) tx -> {
                    listed = 0;
                    return run(work, tx);
                };
            }
        });
    }

    @SuppressWarnings("unchecked")
    private Object run(Function<?, ?> work, Transaction tx) {
        return ((Function<Transaction, Object>) work)
                .apply(watched(
                        Transaction.class,
                        tx,
                        value -> value instanceof StateStore state
                                ? watched(StateStore.class, state, this::seen, arguments -> {})
                                : value,
                        arguments -> {}));
    }

    private Object seen(Object value) {
        if (value instanceof Collection<?> page) {
            listed += page.size();
            mostListed = Math.max(mostListed, listed);
        }
        return value;
    }

    private static <T> T watched(
            Class<T> type, T real, UnaryOperator<Object> answer, java.util.function.Consumer<Object[]> before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.accept(arguments);
                    try {
                        return answer.apply(method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
