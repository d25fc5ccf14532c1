package io.breakwater.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.ledger.Json;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * The server process. When it is ready it says so in {@code <data>/server.json}, which only its owner may read and which
 * is gone again after a clean stop.
 */
@QuarkusMain
public final class Main implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Main.class);

    private final Settings settings;
    private final HttpServer http;

    Main(Settings settings, HttpServer http) {
        this.settings = settings;
        this.http = http;
    }

    /** Runs until it is told to stop. */
    public static void main(String... arguments) {
        Quarkus.run(Main.class, arguments);
    }

    /** What others read to find the server. */
    record Found(String url, long pid) {}

    @Override
    public int run(String... arguments) throws IOException {
        Path found = settings.data().resolve("server.json");
        String url = "http://" + hostOf(settings.host()) + ":" + http.getPort();
        OwnFile.write(found, json(new Found(url, ProcessHandle.current().pid())));
        LOG.infof("ready at %s", url);
        Quarkus.waitForExit();
        Files.deleteIfExists(found);
        return 0;
    }

    private static String hostOf(String host) {
        if (host.equals("0.0.0.0")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String json(Found found) {
        try {
            return Json.mapper().writeValueAsString(found) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
