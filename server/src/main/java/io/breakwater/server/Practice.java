package io.breakwater.server;

import io.breakwater.connect.postgresql.PracticeDatabase;
import io.breakwater.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A second embedded PostgreSQL with sample data, to break into without harm (R27): the target {@code orders-db}.
 *
 * <p>It keeps its port over restarts, since grants remember the address they were asked for. The broker's password is in
 * a file only its owner may read, and the policy names the file.
 */
final class Practice implements AutoCloseable {
    /** The folder of the secrets that policies may refer to, under the data. */
    static final String SECRETS = "secrets";

    private static final int PASSWORD_BYTES = 24;

    private final EmbeddedPostgres postgres;
    private final Path passwordFile;

    private Practice(EmbeddedPostgres postgres, Path passwordFile) {
        this.postgres = postgres;
        this.passwordFile = passwordFile;
    }

    static Practice open(Path data, SecureRandom random) {
        Path folder = data.resolve("practice");
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder).withPort(port(data)));
        Practice practice = new Practice(
                postgres, data.toAbsolutePath().normalize().resolve(SECRETS).resolve("practice-broker.password"));
        try {
            practice.prepare(random);
            return practice;
        } catch (SQLException e) {
            postgres.close();
            throw new IllegalStateException("the practice database cannot be prepared", e);
        }
    }

    private static int port(Path data) {
        Path file = data.resolve("practice-port");
        try {
            if (Files.exists(file)) {
                return Integer.parseInt(Files.readString(file).strip());
            }
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            OwnFile.write(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(SecureRandom random) throws SQLException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        OwnFile.write(passwordFile, password + "\n");
        new PracticeDatabase("127.0.0.1", postgres.port(), postgres.user(), postgres.password())
                .install(password.toCharArray(), random);
    }

    /** The policy that opens it. */
    String policy() {
        return """
                version: 1
                targets:
                  orders-db:
                    provider: postgresql
                    settings:
                      host: 127.0.0.1
                      port: %d
                      database: orders
                      admin-user: breakwater_broker
                      admin-password: "file:%s"
                      sslmode: disable
                    roles:
                      admin:
                        settings: { groups: "orders_admin", owner: "orders_owner" }
                        who: { functions: [engineer] }
                        approvals:
                          before: { security-approver: 1, engineering-approver: 1 }
                          after: { within: 72h, by: [security-approver, engineering-approver] }
                        longest: 4h
                        reason: { min-length: 10 }
                        break-glass: allowed
                      readonly:
                        settings: { groups: "orders_read", owner: "orders_owner" }
                        who: { functions: [engineer, commander] }
                        longest: 8h
                        reason: { min-length: 10 }
                        break-glass: forbidden
                """.formatted(postgres.port(), passwordFile);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
