package io.breakwater.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * A program in the place of the server's jar, that does what the tool can see of a server: takes its settings, announces
 * itself, says that it is ready, and stops when it is told to. Files in its data folder make it behave badly: {@code dies}
 * holds its last words, {@code leaves} the code it ends with once it was ready.
 */
final class FakeServer {
    private static final String DATA = "breakwater.data";
    private static final String TOKEN_FILE = "breakwater.admin-token-file";

    private FakeServer() {}

    /** Puts it where the tool looks for the server's jar. */
    static void installIn(Path root) throws IOException {
        Path jar = root.resolve("server/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                FakeServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(System.getProperty(DATA, "."));
        Files.writeString(data.resolve("settings"), sorted(System.getProperties(), "breakwater."));
        Files.writeString(data.resolve("environment"), sorted(System.getenv(), ""));
        Files.write(data.resolve("command"), Files.readAllBytes(Path.of("/proc/self/cmdline")));
        if (Files.exists(data.resolve("dies"))) {
            System.err.print(Files.readString(data.resolve("dies")));
            System.exit(1);
        }
        firstStart(data);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean ready = exchange.getRequestURI().getPath().equals("/q/health/ready");
            byte[] answer = (ready
                            ? "{\"status\":\"UP\"}"
                            : answer(data, exchange.getRequestURI().getPath()))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
            if (ready) {
                leave(data);
            }
        });
        server.start();
        Files.writeString(
                data.resolve("server.json"),
                "{\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + "\",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
    }

    private static String sorted(java.util.Map<?, ?> all, String prefix) {
        return new TreeMap<>(all)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .filter(line -> line.startsWith(prefix))
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void firstStart(Path data) throws IOException {
        if (Files.exists(data.resolve("founded"))) {
            return;
        }
        Files.createFile(data.resolve("founded"));
        Path token = Path.of(System.getProperty(TOKEN_FILE, ""));
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "bw_first_administrator\n");
    }

    /** What a file in the folder {@code answers} says, named after the path with its slashes as underscores. */
    private static String answer(Path data, String path) throws IOException {
        Path file = data.resolve("answers").resolve(path.substring(1).replace('/', '_'));
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void leave(Path data) throws IOException {
        if (!Files.exists(data.resolve("leaves"))) {
            return;
        }
        int code = Integer.parseInt(Files.readString(data.resolve("leaves")).strip());
        Thread later = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            System.exit(code);
        });
        later.start();
    }
}
