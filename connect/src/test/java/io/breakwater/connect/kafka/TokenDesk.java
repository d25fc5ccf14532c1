package io.breakwater.connect.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Where tokens are had, as at Entra: by TLS, for an id and a secret. */
final class TokenDesk implements AutoCloseable {
    static final String USER = "reader";
    static final String SECRET = "desk-secret-7f3a";

    private final HttpsServer server;
    private final TokenSigner signer;

    TokenDesk(Path store, String password, TokenSigner signer) throws IOException, GeneralSecurityException {
        this.signer = signer;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(store, password.toCharArray())));
        server.createContext("/token", this::answer);
        server.start();
    }

    private static SSLContext tls(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/token";
    }

    private void answer(HttpExchange asked) throws IOException {
        String known =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean good = known.equals(asked.getRequestHeaders().getFirst("Authorization"));
        byte[] body = (good
                        ? "{\"access_token\":\"" + signer.token(USER)
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        : "{}")
                .getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "application/json");
        asked.sendResponseHeaders(good ? 200 : 401, body.length);
        asked.getResponseBody().write(body);
        asked.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
