package io.breakwater.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is true now: versioned documents that commands read and change in the same transaction as the facts.
 *
 * <p>A kind is a record class of {@code model} or of a room; its simple name is the kind's name in storage, its JSON
 * (same mapping as facts) the document. Everything here could be rebuilt from the facts.
 */
public interface StateStore {
    /** The document, as of this transaction. */
    <T> Optional<Stored<T>> find(Class<T> kind, String id);

    /** The document, locked against other writers until the transaction ends. */
    <T> Optional<Stored<T>> lock(Class<T> kind, String id);

    /**
     * A new document, version 1.
     *
     * @throws io.breakwater.model.BreakwaterException {@code CONFLICT} when there is one of that name
     */
    <T> Stored<T> insert(String id, T value);

    /**
     * The document with another value, one version up.
     *
     * @throws io.breakwater.model.BreakwaterException {@code STALE_VERSION} when somebody else changed it meanwhile
     */
    <T> Stored<T> update(Stored<T> before, T value);

    /** Removes the document; nothing happens when there is none. */
    void delete(Class<?> kind, String id);

    /**
     * Documents of a kind in ascending order of id.
     *
     * @param matching top-level fields and the exact JSON scalar each must have ({@code "state" → "ACTIVE"}); nested
     *     fields with dots ({@code "terms.incident"})
     * @param afterId exclusive lower bound, {@code ""} for the beginning
     */
    <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit);

    /** Hands over every document that {@link #list} would find without a limit, in the same order, a page at a time. */
    default <T> void each(Class<T> kind, Map<String, Object> matching, Consumer<Stored<T>> take) {
        int most = 1_000;
        String after = "";
        List<Stored<T>> page;
        do {
            page = list(kind, matching, after, most);
            page.forEach(take);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == most);
    }

    /** How many documents {@link #list} would find without a limit. */
    long count(Class<?> kind, Map<String, Object> matching);

    /** A document and its version. */
    record Stored<T>(String id, long version, T value) {}
}
