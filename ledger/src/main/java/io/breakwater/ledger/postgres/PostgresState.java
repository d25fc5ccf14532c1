package io.breakwater.ledger.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.StateStore;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State documents in the table {@code state}, seen through one transaction. */
final class PostgresState implements StateStore {
    private final Connection connection;
    private final Work work;

    /** What every statement goes through: refuses when the transaction is over, and hands up what the database says. */
    interface Work {
        <T> T run(boolean writes, Statements<T> statements);

        boolean writable();
    }

    /** Statements that may fail. */
    @FunctionalInterface
    interface Statements<T> {
        T run() throws SQLException;
    }

    PostgresState(Connection connection, Work work) {
        this.connection = connection;
        this.work = work;
    }

    @Override
    public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
        return find(kind, id, "");
    }

    @Override
    public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
        return find(kind, id, work.writable() ? " for update" : "");
    }

    private <T> Optional<Stored<T>> find(Class<T> kind, String id, String lock) {
        return work.run(
                false,
                () -> Sql.first(
                        connection,
                        row -> read(kind, row),
                        "select id, version, body from state where kind = ? and id = ?" + lock,
                        name(kind),
                        id));
    }

    @Override
    public <T> Stored<T> insert(String id, T value) {
        String body = Json.document(value);
        int inserted = work.run(
                true,
                () -> Sql.execute(
                        connection,
                        "insert into state (kind, id, version, body) values (?, ?, 1, ?::jsonb) on conflict do nothing",
                        name(value.getClass()),
                        Json.storable(id),
                        body));
        if (inserted == 0) {
            throw new BreakwaterException(
                    Code.CONFLICT, "there is a " + name(value.getClass()) + " " + id + " already");
        }
        return new Stored<>(id, 1, value);
    }

    @Override
    public <T> Stored<T> update(Stored<T> before, T value) {
        String body = Json.document(value);
        int updated = work.run(
                true,
                () -> Sql.execute(
                        connection,
                        "update state set version = version + 1, body = ?::jsonb where kind = ? and id = ? and version = ?",
                        body,
                        name(value.getClass()),
                        before.id(),
                        before.version()));
        if (updated == 0) {
            throw new BreakwaterException(
                    Code.STALE_VERSION,
                    "somebody else changed the " + name(value.getClass()) + " " + before.id()
                            + " meanwhile; read it again");
        }
        return new Stored<>(before.id(), before.version() + 1, value);
    }

    @Override
    public void delete(Class<?> kind, String id) {
        work.run(true, () -> Sql.execute(connection, "delete from state where kind = ? and id = ?", name(kind), id));
    }

    @Override
    public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
        return work.run(
                false,
                () -> Sql.list(
                        connection,
                        row -> read(kind, row),
                        "select id, version, body from state where kind = ? and id > ? and body @> ?::jsonb order by id limit ?",
                        name(kind),
                        afterId,
                        pattern(matching),
                        limit));
    }

    @Override
    public long count(Class<?> kind, Map<String, Object> matching) {
        return work.run(
                false,
                () -> Sql.first(
                                connection,
                                row -> row.getLong(1),
                                "select count(*) from state where kind = ? and body @> ?::jsonb",
                                name(kind),
                                pattern(matching))
                        .orElseThrow());
    }

    /** The JSON that contains exactly the wanted fields. */
    private static String pattern(Map<String, Object> matching) {
        ObjectNode pattern = Json.mapper().createObjectNode();
        matching.forEach((path, value) -> {
            String[] names = path.split("\\.");
            ObjectNode at = pattern;
            for (int i = 0; i < names.length - 1; i++) {
                at = at.withObjectProperty(names[i]);
            }
            at.set(names[names.length - 1], Json.mapper().valueToTree(value));
        });
        return Json.document(pattern);
    }

    private static <T> Stored<T> read(Class<T> kind, ResultSet row) throws SQLException {
        try {
            T value = Json.mapper().readValue(row.getString("body"), kind);
            return new Stored<>(row.getString("id"), row.getLong("version"), value);
        } catch (JsonProcessingException e) {
            throw new BreakwaterException(
                    Code.INTERNAL, "the stored " + name(kind) + " " + row.getString("id") + " cannot be read", e);
        }
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }
}
