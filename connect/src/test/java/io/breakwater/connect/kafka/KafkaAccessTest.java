package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How brokers are talked to: only by what is on a closed list, and never with a secret in a word of ours")
class KafkaAccessTest {
    private static final String SECRET = "hunter2-is-the-secret";
    private static final String HUB = "acme.servicebus.windows.net";
    private static final KafkaPlace EVENT_HUB =
            KafkaPlace.of("//" + HUB + ":9093/audit").orElseThrow();
    private static final KafkaPlace BROKER =
            KafkaPlace.of("//broker.example.com:9093/audit").orElseThrow();
    private static final KafkaPlace OWN =
            KafkaPlace.of("//localhost:9092/audit").orElseThrow();
    private static final String JAAS = "org.apache.kafka.common.security.";

    @TempDir
    private Path folder;

    private Path file(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private KafkaAccess given(String... lines) {
        return new KafkaAccess(
                Optional.of(file("kafka.properties", String.join("\n", lines) + "\n#\n")), Optional.empty());
    }

    private KafkaAccess string(String text) {
        return new KafkaAccess(Optional.empty(), Optional.of(file("hub.txt", text)));
    }

    private static String connection(String host) {
        return "Endpoint=sb://" + host + "/;SharedAccessKeyName=listen;SharedAccessKey=" + SECRET + "=";
    }

    private static List<String> problems(KafkaAccess access, KafkaPlace place) {
        List<String> problems = access.problems(place);
        assertThat(problems.toString()).doesNotContain(SECRET);
        return problems;
    }

    @Test
    void connectionString_isAllThatAnEventHubNeeds() throws IOException {
        Map<String, Object> client = string(connection(HUB) + "\n").client(EVENT_HUB);

        assertThat(client)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("bootstrap.servers", List.of(HUB + ":9093"))
                .containsEntry(
                        "sasl.jaas.config",
                        JAAS + "plain.PlainLoginModule required username=\"$ConnectionString\" password=\""
                                + connection(HUB) + "\";");
    }

    @Test
    void connectionString_goesToItsOwnNamespaceAndHubOnly() {
        assertThat(problems(string(connection(HUB)), BROKER))
                .containsExactly("the connection string is of " + HUB + " and would be sent to broker.example.com: name"
                        + " kafka://" + HUB + ":9093/audit");
        assertThat(problems(string(connection(HUB) + ";EntityPath=other"), EVENT_HUB))
                .singleElement()
                .asString()
                .contains("of another event hub than audit");
        assertThat(problems(string(connection(HUB) + ";EntityPath=audit"), EVENT_HUB))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2-is-the-secret",
                "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=x",
                "Endpoint=https://acme.servicebus.windows.net/;SharedAccessKeyName=x;SharedAccessKey=y",
                "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=x;SharedAccessKey=y\" evil=\"z"
            })
    void anythingElse_isNoConnectionString(String text) {
        assertThat(problems(string(text), EVENT_HUB)).singleElement().asString().contains("holds no connection string");
    }

    @Test
    void connectionString_besideALoginInTheProperties_isRefused() {
        KafkaAccess both = new KafkaAccess(
                Optional.of(file("kafka.properties", "security.protocol=PLAINTEXT\nclient.id=mine\n")),
                Optional.of(file("hub.txt", connection(HUB))));
        assertThat(problems(both, EVENT_HUB))
                .containsExactly("security.protocol is set by the connection string already: take one of them out");
    }

    @Test
    void withoutFiles_tlsIsSpoken_butOnOnesOwnMachine() throws IOException {
        assertThat(KafkaAccess.NONE.client(BROKER)).containsEntry("security.protocol", "SSL");
        assertThat(KafkaAccess.NONE.client(OWN)).containsEntry("security.protocol", "PLAINTEXT");
    }

    @Test
    void whatTheBookkeepingRestsOn_isOurs() throws IOException {
        Map<String, Object> client =
                given("client.id=mine", "request.timeout.ms=7000").client(BROKER);
        assertThat(client)
                .containsEntry("client.id", "mine")
                .containsEntry("request.timeout.ms", "7000")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("ssl.endpoint.identification.algorithm", "https")
                .doesNotContainKey("group.id");
        assertThat(ConsumerConfig.configNames()).containsAll(client.keySet());
    }

    @Test
    void longRequests_makeLongerCalls_orTheClientWouldRefuseThem() throws IOException {
        assertThat(given("request.timeout.ms=90000").client(BROKER)).containsEntry("default.api.timeout.ms", 90_000);
        assertThat(given("request.timeout.ms=1000").client(BROKER)).containsEntry("default.api.timeout.ms", 60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interceptor.classes=evil.Interceptor",
                "metric.reporters=evil.Reporter",
                "ssl.engine.factory.class=evil.Factory",
                "security.providers=evil.Provider",
                "config.providers=file",
                "sasl.client.callback.handler.class=evil.Handler",
                "sasl.login.callback.handler.class=evil.Handler",
                "sasl.login.class=evil.Login",
                "key.deserializer=evil.Deserializer",
                "group.id=somebody",
                "auto.offset.reset=latest",
                "enable.auto.commit=true",
                "fetch.max.bytes=2000000000",
                "bootstrap.servers=elsewhere:9092"
            })
    void whatLoadsCode_orUndoesTheBookkeeping_isRefused(String line) {
        String name = line.substring(0, line.indexOf('='));
        assertThat(problems(given(line), BROKER))
                .singleElement()
                .asString()
                .startsWith(name + " may not be set for Kafka")
                .doesNotContain("evil");
    }

    @Test
    void mistypedName_isToldWithTheRightOne() {
        assertThat(problems(given("ssl.truststore.locatoin=/x"), BROKER))
                .singleElement()
                .asString()
                .contains("ssl.truststore.location");
    }

    private static String sasl(String mechanism, String jaas) {
        return "security.protocol=SASL_SSL\nsasl.mechanism=" + mechanism + "\nsasl.jaas.config=" + jaas;
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, plain.PlainLoginModule",
        "SCRAM-SHA-256, scram.ScramLoginModule",
        "SCRAM-SHA-512, scram.ScramLoginModule"
    })
    void clientsOwnLoginModules_areTaken(String mechanism, String module) {
        KafkaAccess access =
                given(sasl(mechanism, JAAS + module + " required username=\"me\" password=\"" + SECRET + "\";"));
        assertThat(problems(access, BROKER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://evil/x\";",
                "com.sun.security.auth.module.LdapLoginModule required userProvider=\"ldap://evil/x\";",
                "com.sun.security.auth.module.Krb5LoginModule required;",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\" password=\"b\";",
                "org.apache.kafka.common.security.plain.PlainLoginModule optional username=\"a\" password=\"b\";",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b\"",
                "org.apache.kafka.common.security.plain.PlainLoginModule required evil=\"x\";",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\"; "
                        + "com.sun.security.auth.module.JndiLoginModule required;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"hunter2-is-the-secret"
            })
    void anyOtherLoginModule_isRefused(String jaas) {
        assertThat(problems(given(sasl("PLAIN", jaas)), BROKER))
                .singleElement()
                .asString()
                .startsWith("sasl.jaas.config")
                .doesNotContain("evil")
                .doesNotContain("Jndi");
    }

    @Test
    void tokens_comeFromOneAddressByTls_andFromTheClientsOwnHandler() throws IOException {
        String jaas = JAAS + "oauthbearer.OAuthBearerLoginModule required clientId=\"me\" clientSecret=\"" + SECRET
                + "\" scope=\"audit\";";
        KafkaAccess good =
                given(sasl("OAUTHBEARER", jaas), "sasl.oauthbearer.token.endpoint.url=https://login.example.com/token");
        Map<String, Object> client = good.client(BROKER);
        assertThat(client)
                .containsEntry(
                        "sasl.login.callback.handler.class", JAAS + "oauthbearer.OAuthBearerLoginCallbackHandler");
        assertThat(ClientSettings.tokenAddress(client)).contains("https://login.example.com/token");
        for (String bad : List.of("http://login.example.com/token", "file:///etc/passwd", "")) {
            assertThat(problems(given(sasl("OAUTHBEARER", jaas), "sasl.oauthbearer.token.endpoint.url=" + bad), BROKER))
                    .containsExactly(
                            "sasl.oauthbearer.token.endpoint.url is where tokens are had, beginning with https://");
        }
    }

    @Test
    void secretInTheClear_isRefused_butOnOnesOwnMachine() {
        String plain = sasl("PLAIN", JAAS + "plain.PlainLoginModule required username=\"a\" password=\"b\";")
                .replace("SASL_SSL", "SASL_PLAINTEXT");
        assertThat(problems(given(plain), BROKER))
                .containsExactly("PLAIN would send the secret in the clear: security.protocol=SASL_SSL");
        assertThat(problems(given(plain), OWN)).isEmpty();
    }

    @Test
    void checkOfTheBrokersName_cannotBeSwitchedOff() {
        assertThat(problems(given("ssl.endpoint.identification.algorithm="), BROKER))
                .singleElement()
                .asString()
                .contains("stays https");
    }

    @Test
    void loginThatWouldNotBeUsed_andWordsThatAreNone_areTold() {
        assertThat(problems(given("sasl.mechanism=PLAIN"), BROKER))
                .containsExactly("sasl settings without security.protocol=SASL_SSL would be left unused");
        assertThat(problems(given("security.protocol=TLS"), BROKER))
                .singleElement()
                .asString()
                .contains("is one of");
        assertThat(problems(given("security.protocol=SASL_SSL", "sasl.mechanism=GSSAPI"), BROKER))
                .containsExactly("sasl.mechanism is one of [OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512]");
        assertThat(problems(given("request.timeout.ms=soon"), BROKER))
                .containsExactly("request.timeout.ms is a number of milliseconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rwxrwxrwx", "rw------x"})
    void fileThatOthersMayReadOrChange_isRefused(String rights) throws IOException {
        KafkaAccess access = string(connection(HUB));
        Path file = access.connectionString().orElseThrow();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        assertThat(problems(access, EVENT_HUB))
                .containsExactly(file + " holds secrets and may be read or changed by others: chmod 600 " + file);
        assertThatThrownBy(() -> access.client(EVENT_HUB))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("KAFKA_SETTINGS_REFUSED: ");
    }

    @Test
    void fileOfTheGroup_asPodsHaveThem_isRead() throws IOException {
        KafkaAccess access = string(connection(HUB));
        Files.setPosixFilePermissions(
                access.connectionString().orElseThrow(), PosixFilePermissions.fromString("r--r-----"));
        assertThat(problems(access, EVENT_HUB)).isEmpty();
    }

    @Test
    void fileThatIsMissing_empty_orNoProperties_isTold() throws IOException {
        Path missing = folder.resolve("missing");
        assertThat(problems(new KafkaAccess(Optional.of(missing), Optional.empty()), BROKER))
                .containsExactly(missing + " is not a file of 1 byte to 64 KiB");
        assertThat(problems(string(""), EVENT_HUB)).singleElement().asString().contains("not a file of");
        assertThat(problems(given("client.id=\\u00zz"), BROKER))
                .singleElement()
                .asString()
                .contains("no properties");
    }

    @Test
    void changedSecret_isUsedForTheNextConnection() throws IOException {
        KafkaAccess access = string(connection(HUB));
        access.client(EVENT_HUB);
        Files.writeString(
                access.connectionString().orElseThrow(), connection(HUB).replace(SECRET, "rotated"));
        assertThat(access.client(EVENT_HUB).get("sasl.jaas.config").toString()).contains("rotated");
    }

    @Test
    void connectionString_doesNotPrint() {
        assertThat(ConnectionString.of(connection(HUB)).orElseThrow().toString())
                .doesNotContain(SECRET);
        assertThat(string(connection(HUB)).toString()).doesNotContain(SECRET);
    }
}
