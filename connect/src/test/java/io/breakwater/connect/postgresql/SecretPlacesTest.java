package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.ProviderException;
import io.breakwater.model.TargetName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes policy names a host and a secret: not any secret the server can read, and never in the clear. */
class SecretPlacesTest {
    private static final String PASSWORD = "only-for-tests";

    @TempDir
    private Path data;

    private Path folder;
    private SecretPlaces places;

    @BeforeEach
    void place() throws IOException {
        folder = Files.createDirectory(data.resolve("secrets"));
        Files.writeString(folder.resolve("orders"), PASSWORD + "\n");
        Files.writeString(data.resolve("log.key"), "the signing key");
        places = new SecretPlaces(Map.of("BREAKWATER_SECRET_ORDERS", PASSWORD, "AWS_SECRET", "other"), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_SECRET", "BREAKWATER_DATABASE_PASSWORD", "breakwater_secret_orders", "PATH"})
    void variableOfAnotherPrefix_isAProblem_andIsNotRead(String name) {
        assertThat(places.problemWith("env:" + name))
                .hasValueSatisfying(p -> assertThat(p).contains(SecretPlaces.PREFIX));
        refuses("env:" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../log.key", "/./orders", "/../secrets/orders", "", "-2/orders", "/../../etc/passwd"})
    void fileOutsideTheFolder_isAProblem_andIsNotRead(String path) {
        assertThat(places.problemWith("file:" + folder + path)).isPresent();
        refuses("file:" + folder + path);
    }

    @Test
    void linkOutOfTheFolder_isNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), data.resolve("log.key"));
        Files.createSymbolicLink(folder.resolve("up"), data);
        refuses("file:" + folder.resolve("link"));
        refuses("file:" + folder.resolve("up").resolve("log.key"));
    }

    @Test
    void secretsThatAreMeantForPolicies_areRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("inside"), folder.resolve("orders"));
        assertThat(places.read("env:BREAKWATER_SECRET_ORDERS")).isEqualTo(PASSWORD);
        assertThat(places.read("file:" + folder.resolve("orders"))).isEqualTo(PASSWORD);
        assertThat(places.read("file:" + folder.resolve("inside"))).isEqualTo(PASSWORD);
    }

    @Test
    void policyThatNamesAnotherSecret_isRefusedWhenItIsWritten() {
        assertThat(access().problemsWith(settings("env:AWS_SECRET", 5432)))
                .singleElement()
                .asString()
                .startsWith("admin-password may only name variables");
        assertThat(access().problemsWith(settings("env:BREAKWATER_SECRET_ORDERS", 5432)))
                .isEmpty();
    }

    @ParameterizedTest
    @DisplayName("a host that asks for the password itself (3), for its MD5 (5), or for nothing (0) does not get it")
    @ValueSource(ints = {3, 5, 0})
    void hostThatAsksForAnythingButScram_isRefused(int method) throws Exception {
        try (ServerSocket hostile = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> listen(hostile, method));
            assertThatThrownBy(() -> access().accounts(
                                    new TargetName("orders-db"),
                                    settings("env:BREAKWATER_SECRET_ORDERS", hostile.getLocalPort())))
                    .isInstanceOf(ProviderException.Unreachable.class);
            assertThat(heard.get(30, TimeUnit.SECONDS))
                    .as("the driver says nothing more")
                    .isEmpty();
        }
    }

    /** Plays the start of a session up to the demand, and returns what is answered to it. */
    private static byte[] listen(ServerSocket server, int method) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            in.readNBytes(ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt() - Integer.BYTES);
            byte[] salt = method == 5 ? "salt".getBytes(StandardCharsets.US_ASCII) : new byte[0];
            OutputStream out = client.getOutputStream();
            out.write(ByteBuffer.allocate(9 + salt.length)
                    .put((byte) 'R')
                    .putInt(8 + salt.length)
                    .putInt(method)
                    .put(salt)
                    .array());
            out.flush();
            return in.readAllBytes();
        } catch (IOException e) {
            return e.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private PostgresAccess access() {
        return new PostgresAccess(places, new SecureRandom());
    }

    private static Map<String, String> settings(String password, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("database", "orders");
        settings.put("admin-user", "breakwater_broker");
        settings.put("admin-password", password);
        settings.put("sslmode", "disable");
        settings.put("connect-timeout-seconds", "5");
        return settings;
    }

    private void refuses(String reference) {
        assertThatThrownBy(() -> places.read(reference)).isInstanceOf(ProviderException.Unreachable.class);
    }
}
