package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A broker as Event Hubs are: TLS, a connection string, and nothing allowed that is not granted")
@ExtendWith(KafkaBroker.Running.class)
class KafkaLoginTest {
    private final KafkaBroker broker;

    @TempDir
    private Path folder;

    KafkaLoginTest(KafkaBroker broker) {
        this.broker = broker;
    }

    private Path file(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path trust() throws IOException {
        return file("kafka.properties", store("truststore"));
    }

    private Watched watched(String topic, Optional<Path> properties, String connection) throws IOException {
        return new Watched(
                KafkaPlace.of("//" + broker.secureAddress() + "/" + topic).orElseThrow(),
                new KafkaAccess(properties, Optional.of(file("hub.txt", connection))),
                false,
                folder,
                new MemoryJournal());
    }

    /** What goes wrong, with all its causes, says nothing of the secret. */
    private static AbstractThrowableAssert<?, ?> trouble(Watched watched) {
        return assertThatThrownBy(watched::pass).isInstanceOf(IOException.class).satisfies(trouble -> {
            for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString())
                        .doesNotContain("c2VjcmV0")
                        .doesNotContain("SharedAccessKey")
                        .doesNotContain(KafkaBroker.STORE_PASSWORD);
            }
        });
    }

    @Test
    void readOnTheTopic_isAllItTakes_andTheRoleIsNamedWithoutIt() throws IOException {
        broker.topic("granted", 1);
        broker.send("granted", 0, Watched.event("a"));
        try (Watched watched = watched("granted", Optional.of(trust()), KafkaBroker.CONNECTION_STRING)) {
            trouble(watched)
                    .hasMessageStartingWith("KAFKA_NOT_ALLOWED: granted at localhost:")
                    .hasMessageContaining("Azure Event Hubs Data Receiver");

            broker.allowReading("granted");

            assertThat(watched.untilRead(1).found()).containsExactly("a");
        }
    }

    @Test
    void wrongKey_isNotAuthenticated() throws IOException {
        broker.topic("wrong-key", 1);
        String wrong = KafkaBroker.CONNECTION_STRING.replace("SharedAccessKey=c2", "SharedAccessKey=xx");
        try (Watched watched = watched("wrong-key", Optional.of(trust()), wrong)) {
            trouble(watched).hasMessageStartingWith("KAFKA_NOT_AUTHENTICATED: wrong-key at localhost:");
        }
    }

    @Test
    void brokerWhoseCertificateNobodyVouchesFor_getsNoSecret() throws IOException {
        try (Watched watched = watched("untrusted", Optional.empty(), KafkaBroker.CONNECTION_STRING)) {
            trouble(watched)
                    .hasMessageStartingWith("KAFKA_TLS_FAILED: untrusted at localhost:")
                    .hasMessageContaining("ssl.truststore");
        }
    }

    @Test
    void certificateOfOnesOwn_isShown_whereTheBrokerAsksForOne() throws IOException {
        broker.topic("certified", 1);
        broker.send("certified", 0, Watched.event("a"));
        broker.allowReading("certified", KafkaBroker.OWNER);
        KafkaPlace place =
                KafkaPlace.of("//" + broker.certifiedAddress() + "/certified").orElseThrow();
        Path shows = file("mtls.properties", "security.protocol=SSL\n" + store("truststore") + store("keystore"));
        try (Watched watched = watched(place, shows)) {
            assertThat(watched.untilRead(1).found()).containsExactly("a");
        }
        Path shy = file("shy.properties", "security.protocol=SSL\n" + store("truststore"));
        try (Watched watched = watched(place, shy)) {
            trouble(watched).hasMessageStartingWith("KAFKA_TLS_FAILED: certified at localhost:");
        }
    }

    private Path tokens(String url, String secret) throws IOException {
        String jaas = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\""
                + TokenDesk.USER + "\" clientSecret=\"" + secret + "\" scope=\"audit\" ssl.truststore.location=\""
                + broker.trust() + "\" ssl.truststore.type=\"PKCS12\" ssl.truststore.password=\""
                + KafkaBroker.STORE_PASSWORD + "\";";
        return file(
                "tokens.properties",
                store("truststore") + "security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n"
                        + "sasl.oauthbearer.token.endpoint.url=" + url + "\nsasl.jaas.config=" + jaas + "\n");
    }

    @Test
    void tokens_areHadAndShown() throws Exception {
        broker.topic("with-token", 1);
        broker.send("with-token", 0, Watched.event("a"));
        broker.allowReading("with-token", "User:" + TokenDesk.USER);
        KafkaPlace place =
                KafkaPlace.of("//" + broker.secureAddress() + "/with-token").orElseThrow();
        try (TokenDesk desk = new TokenDesk(broker.trust(), KafkaBroker.STORE_PASSWORD, broker.signer())) {
            try (Watched watched = watched(place, tokens(desk.url(), TokenDesk.SECRET))) {
                assertThat(watched.untilRead(1).found()).containsExactly("a");
            }
            try (Watched watched = watched(place, tokens(desk.url(), "another-secret"))) {
                trouble(watched)
                        .hasMessageStartingWith("KAFKA_NO_TOKEN: with-token at localhost:")
                        .message()
                        .doesNotContain("another-secret");
            }
        }
    }

    private String store(String which) {
        return "ssl." + which + ".location=" + broker.trust() + "\nssl." + which + ".type=PKCS12\nssl." + which
                + ".password=" + KafkaBroker.STORE_PASSWORD + "\n";
    }

    private Watched watched(KafkaPlace place, Path properties) {
        return new Watched(
                place, new KafkaAccess(Optional.of(properties), Optional.empty()), false, folder, new MemoryJournal());
    }

    @Test
    void trustStoreThatCannotBeRead_isASettingThatIsRefused() throws IOException {
        Path bad = file("bad.properties", "ssl.truststore.location=/nowhere/at/all.p12\n");
        try (Watched watched = watched("no-store", Optional.of(bad), KafkaBroker.CONNECTION_STRING)) {
            trouble(watched).hasMessageStartingWith("KAFKA_SETTINGS_REFUSED: no-store at localhost:");
        }
    }

    @Test
    void nameThatNobodyKnows_isUnreachable() throws IOException {
        try (Watched watched = new Watched(
                new KafkaPlace(java.util.List.of("no-such-host.invalid:9093"), "audit"),
                KafkaAccess.NONE,
                false,
                folder,
                new MemoryJournal())) {
            trouble(watched).hasMessageStartingWith("KAFKA_UNREACHABLE: audit at no-such-host.invalid:9093");
        }
    }
}
