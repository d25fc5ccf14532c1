package io.breakwater.detect.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The peer DuckDB: one pass over a corpus with typed columns, counting for every condition. */
final class Duck implements AutoCloseable {
    private static final List<String> TEXTS = List.of(
            "eventName",
            "eventSource",
            "eventType",
            "errorCode",
            "errorMessage",
            "userAgent",
            "sourceIPAddress",
            "status",
            "eventID",
            "awsRegion");
    private static final List<String> OBJECTS =
            List.of("userIdentity", "requestParameters", "responseElements", "additionalEventData");

    private final Connection connection;

    Duck(int threads) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET memory_limit = '4GB'");
        }
    }

    /** How many events there are, then how many each condition holds for. */
    List<Long> counts(Path corpus, List<String> conditions) throws SQLException {
        String fields = java.util.stream.Stream.concat(
                        TEXTS.stream().map(name -> "\"" + name + "\" VARCHAR"),
                        OBJECTS.stream().map(name -> "\"" + name + "\" JSON"))
                .collect(Collectors.joining(", "));
        String counts = conditions.stream()
                .map(condition -> ", count(*) FILTER (WHERE " + condition + ")")
                .collect(Collectors.joining());
        String sql = "SELECT count(*)" + counts
                + " FROM (SELECT unnest(r) FROM (SELECT unnest(Records) AS r FROM read_json('"
                + corpus
                + "/**/*.json.gz', format = 'unstructured', maximum_object_size = 134217728, columns = {Records: 'STRUCT("
                + fields + ")[]'})))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<Long> all = new ArrayList<>();
            for (int i = 1; i <= conditions.size() + 1; i++) {
                all.add(row.getLong(i));
            }
            return all;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
