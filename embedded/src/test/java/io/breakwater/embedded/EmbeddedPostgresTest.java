package io.breakwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher with the real PostgreSQL. */
@Timeout(120)
class EmbeddedPostgresTest {
    private final Path folder = TestPostgres.newFolder();

    @AfterEach
    void removeFolder() {
        TestPostgres.delete(folder);
    }

    @Test
    void aFolderInUse_isRefused_inThisJvmAndInAnother() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("another Breakwater uses " + folder);
            Process other = ChildServer.start(folder);
            assertThat(firstLine(other)).startsWith("refused: another Breakwater uses");
            other.waitFor();
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aWrongPassword_isRefused_andSoIsNone() {
        try (EmbeddedPostgres server = start()) {
            for (String password : List.of("wrong", "")) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), password)
                                .close())
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void aFolder_withSomethingElseInIt_isRefused() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        assertThatThrownBy(this::start).hasMessageContaining("exists and is no database");
        Files.writeString(folder.resolve("data/PG_VERSION"), "15\n");
        assertThatThrownBy(this::start)
                .hasMessageContaining("is of PostgreSQL 15")
                .hasMessageContaining("pg_upgrade");
    }

    @Test
    void aFolder_thatCannotBeMade_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(EmbeddedPostgres.Options.in(file.resolve("below"))))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("cannot use the folder");
    }

    @Test
    void aTakenPort_isToldWithPostgresOwnWords() {
        try (EmbeddedPostgres server = start()) {
            Path other = TestPostgres.newFolder();
            assertThatThrownBy(() -> EmbeddedPostgres.start(
                            EmbeddedPostgres.Options.in(other).withPort(server.port())))
                    .hasMessageContaining("could not bind");
            TestPostgres.delete(other);
        }
    }

    @Test
    void anUnknownSetting_isToldWithPostgresOwnWords() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(
                        EmbeddedPostgres.Options.in(folder).with("no_such_setting", "1")))
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void rootsClosedFolder_isRefused_andTheFolderInTheWayIsNamed() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return; // Only root becomes somebody else.
        }
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(EmbeddedPostgres.Options.in(closed.resolve("db"))))
                .hasMessageContaining("cannot reach")
                .hasMessageContaining("through " + closed);
    }

    @Test
    void theServer_isDurableAndClosed() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "show fsync")).isEqualTo("on");
            assertThat(query(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "show unix_socket_directories")).isEmpty();
            assertThat(query(server, "show data_checksums")).isEqualTo("on");
            assertThat(query(server, "show server_encoding")).isEqualTo("UTF8");
            assertThat(query(server, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder).map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder("data", "password", "server.log", "lock");
    }

    @Test
    void aSecondStart_findsWhatTheFirstOneLeft() throws Exception {
        String password;
        try (EmbeddedPostgres server = start()) {
            password = server.password();
            execute(server, "create table kept as select 42 as n");
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(query(server, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void aKilledPostmaster_comesBackOnTheSamePort_withWhatWasCommitted() throws Exception {
        try (EmbeddedPostgres server = start()) {
            execute(server, "create table kept as select 42 as n");
            for (int i = 0; i < 3; i++) {
                long before = server.pid();
                kill(before);
                awaitRestart(server, before);
                assertThat(query(server, "select n from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void aKilledJvm_takesTheServerWithIt_andTheNextStartFindsEverything() throws Exception {
        Process child = ChildServer.start(folder);
        String[] portAndPid = firstLine(child).split(" ");
        long postmaster = Long.parseLong(portAndPid[1]);
        String url = "jdbc:postgresql://127.0.0.1:" + portAndPid[0] + "/postgres";
        String password = Files.readString(folder.resolve("password")).strip();
        try (Connection connection = DriverManager.getConnection(url, "breakwater", password);
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as n");
            child.destroyForcibly().waitFor();
        }
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            ProcessHandle.of(postmaster).ifPresent(process -> process.onExit().join());
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void aLiveOrphan_isStopped_andReplaced() throws Exception {
        start().close();
        Process orphan = orphan();
        try (EmbeddedPostgres server = start()) {
            assertThat(orphan.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.pid()).isNotEqualTo(orphan.pid());
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aStoppedOrphan_thatHearsNothing_isKilled() throws Exception {
        start().close();
        Process orphan = orphan();
        Command.run(List.of("sh", "-c", "kill -s STOP " + orphan.pid()));
        try (DataFolder held = DataFolder.open(folder)) {
            new Leftovers(held, 1).clear();
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(orphan.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aStalePidFile_namingALiveStranger_isNoObstacle() throws Exception {
        start().close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n" + folder + "\n");
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aFirstStart_thatWasKilled_leavesNothingThatLooksFinished() throws Exception {
        Files.createDirectories(folder.resolve("data.new/base"));
        Files.writeString(folder.resolve("data.new/PG_VERSION"), "18\n");
        Files.writeString(folder.resolve("initdb.password"), "secret");
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("initdb.password")).doesNotExist();
    }

    @Test
    void aLostPassword_isToldAtOnce() throws Exception {
        start().close();
        Files.delete(folder.resolve("password"));
        try (EmbeddedPostgres server = start()) {
            assertThatThrownBy(server::password).hasMessageContaining("restore the file from a backup");
        }
    }

    @Test
    void databases_areMadeOnce_andOddNamesRefused() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThat(server.createDatabase("orders")).isEqualTo(server.createDatabase("orders"));
            assertThatThrownBy(() -> server.createDatabase("a; drop database postgres"))
                    .isInstanceOf(EmbeddedPostgresException.class);
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder));
    }

    /** A server that is nobody's child in the sense of the launcher: no lock is held, and nothing would stop it. */
    private Process orphan() throws Exception {
        DataFolder data = DataFolder.open(folder);
        data.close();
        Binaries binaries = Binaries.in(EmbeddedPostgres.Options.in(folder).cacheFolder());
        Process orphan = Command.builder(data.account()
                        .as(
                                binaries.program("postgres"),
                                "-D",
                                data.data().toString(),
                                "-p",
                                Integer.toString(Postmaster.freePort()),
                                "-c",
                                "unix_socket_directories="))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orphan.log").toFile())
                .start();
        while (!Files.exists(data.pidFile())
                || !Files.readString(data.pidFile()).contains("ready")) {
            assertThat(orphan.isAlive()).isTrue();
            Postmaster.pause();
        }
        return orphan;
    }

    private static void awaitRestart(EmbeddedPostgres server, long before) throws Exception {
        while (server.pid() == before) {
            Thread.sleep(10);
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        return String.valueOf(reader.readLine());
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
