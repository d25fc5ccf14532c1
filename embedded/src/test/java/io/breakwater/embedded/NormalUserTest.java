package io.breakwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher as a normal user runs it, and what they are told when something is in the way. */
@Timeout(180)
class NormalUserTest {
    private final Path folder = reachable();
    private final NormalUser user = NormalUser.in(folder);

    private static Path reachable() {
        try {
            return Files.setPosixFilePermissions(
                    TestPostgres.newFolder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void remove() {
        TestPostgres.delete(folder);
    }

    private static String said(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        return String.valueOf(reader.readLine());
    }

    private String refused(Path data, int port) throws Exception {
        Process process = user.start(data, port);
        String said = said(process);
        end(process);
        assertThat(said).startsWith("refused: ");
        return said;
    }

    /** In order, so that nothing of the server is left when its folder is removed. */
    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String query(Path data, String port, String sql) throws Exception {
        String password = Files.readString(data.resolve("password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "breakwater", password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.execute(sql) ? statement.getResultSet() : null) {
            return rows != null && rows.next() ? rows.getString(1) : "done";
        }
    }

    @Test
    @DisplayName("all is done as the user, nothing is anybody else's, and the next start finds what was left")
    void aNormalUser_hasAServerOfTheirOwn_overRestarts() throws Exception {
        Path data = user.folder("database");
        Process first = user.start(data, 0);
        String[] portAndPid = said(first).split(" ");
        assertThat(Files.getAttribute(Path.of("/proc", portAndPid[1]), "unix:uid"))
                .isEqualTo(user.uid());
        assertThat(query(data, portAndPid[0], "create table kept as select 42 as n"))
                .isEqualTo("done");
        end(first);
        assertThat(ProcessHandle.of(Long.parseLong(portAndPid[1])).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(data)) {
            int uid = user.uid();
            assertThat(files)
                    .allSatisfy(file ->
                            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(uid));
        }

        Process second = user.start(data, 0);
        String port = said(second).split(" ")[0];
        assertThat(query(data, port, "select n from kept")).isEqualTo("42");
        end(second);
    }

    @Test
    void aFolderThatIsNotTheirs_isRefused() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(refused(closed.resolve("database"), 0))
                .contains("cannot use the folder " + closed.resolve("database"));
        assertThat(refused(closed, 0)).contains("cannot use the folder " + closed);
    }

    @Test
    void aDatabaseOfAnotherVersion_isRefused_andLeftAsItIs() throws Exception {
        Path data = user.folder("database");
        Files.createDirectories(data.resolve("data"));
        Path version = Files.writeString(data.resolve("data/PG_VERSION"), "15\n");
        for (Path path : List.of(data, data.resolve("data"), version)) {
            user.own(path);
        }
        assertThat(refused(data, 0)).contains("is of PostgreSQL 15").contains("pg_upgrade");
        assertThat(Files.readString(version)).isEqualTo("15\n");
        assertThat(Files.list(data.resolve("data"))).containsExactly(version);
    }

    @Test
    void aPortThatIsTaken_isTold_andTheNextStartOnAFreeOneWorks() throws Exception {
        Path data = user.folder("database");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(refused(data, taken.getLocalPort()))
                    .contains("the port is taken")
                    .contains("could not bind");
        }
        Process next = user.start(data, 0);
        assertThat(query(data, said(next).split(" ")[0], "select 1")).isEqualTo("1");
        end(next);
    }

    @Test
    @Tag("component")
    @DisplayName("a disk that is too small: told as full, nothing that looks finished is left, and a larger one works")
    void aFullDisk_isTold_andLeavesNothingThatLooksFinished() throws Exception {
        Path disk = Files.createDirectory(user.folder("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=12m,mode=0777", "tmpfs", disk.toString());
        try {
            Path data = disk.resolve("database");
            assertThat(refused(data, 0)).contains("the disk is full");
            assertThat(data.resolve("data")).doesNotExist();
            assertThat(data.resolve("initdb.password")).doesNotExist();
            run("mount", "-o", "remount,size=300m", disk.toString());
            Process next = user.start(data, 0);
            assertThat(query(data, said(next).split(" ")[0], "select 1")).isEqualTo("1");
            end(next);
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    private static void run(String... words) {
        Command ran = Command.run(List.of(words));
        assertThat(ran.succeeded())
                .as("this test needs the right to mount a small disk (run it as root on Linux): " + ran.output())
                .isTrue();
    }
}
