package io.breakwater.server.api;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next what to send as {@code after} for the next page; absent on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
    private static final long DEFAULT = 100;
    private static final long MOST = 1000;

    /** How many are asked for. */
    static int limit(@Nullable String asked) {
        long limit = Query.number("limit", asked).orElse(DEFAULT);
        if (limit < 1 || limit > MOST) {
            throw new BreakwaterException(Code.MALFORMED_REQUEST, "limit is from 1 to " + MOST + ", not " + limit);
        }
        return (int) limit;
    }

    static <S, T> Page<T> of(List<Stored<S>> found, int limit, Function<Stored<S>, T> view) {
        return of(found, limit, view, Stored::id);
    }

    /**
     * A page of what was found.
     *
     * @param found at most one more than the limit, which shows that there is a next page
     */
    static <S, T> Page<T> of(List<S> found, int limit, Function<S, T> view, Function<S, String> id) {
        List<S> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next =
                found.size() > limit ? Optional.of(id.apply(shown.get(shown.size() - 1))) : Optional.empty();
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
