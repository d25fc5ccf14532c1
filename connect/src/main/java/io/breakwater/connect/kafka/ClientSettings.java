package io.breakwater.connect.kafka;

import io.breakwater.model.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The client's settings: ours, and of those given the ones on a closed list. What names a class to load, a file to include
 * or a way around the check of certificates is not on it, and neither is what the bookkeeping and the bound on memory rest
 * on.
 */
final class ClientSettings {
    private static final String PROTOCOL = "security.protocol";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String JAAS = "sasl.jaas.config";
    private static final String TOKENS = "sasl.oauthbearer.token.endpoint.url";
    private static final String HOST_CHECK = "ssl.endpoint.identification.algorithm";
    private static final String MILLIS = "[1-9][0-9]{0,8}";
    /** A call may not be over before its requests; this is the client's own default. */
    private static final int USUAL_CALL_MILLIS = 60_000;

    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> IN_THE_CLEAR = Set.of("PLAIN", "OAUTHBEARER");

    private static final Set<String> TEXTS = Set.of(
            PROTOCOL,
            MECHANISM,
            JAAS,
            TOKENS,
            HOST_CHECK,
            "sasl.oauthbearer.scope.claim.name",
            "sasl.oauthbearer.sub.claim.name",
            "ssl.protocol",
            "ssl.enabled.protocols",
            "ssl.cipher.suites",
            "ssl.truststore.type",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.certificates",
            "ssl.keystore.type",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.key",
            "ssl.keystore.certificate.chain",
            "ssl.key.password",
            "client.id",
            "client.rack",
            "client.dns.lookup");
    private static final Set<String> NUMBERS = Set.of(
            "connections.max.idle.ms",
            "metadata.max.age.ms",
            "request.timeout.ms",
            "socket.connection.setup.timeout.ms",
            "socket.connection.setup.timeout.max.ms");

    /** Reading is bounded in memory and records its own position; nobody else's counts. */
    private static final Map<String, Object> OURS = Map.ofEntries(
            Map.entry("enable.auto.commit", false),
            Map.entry("auto.offset.reset", "none"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry("allow.auto.create.topics", false),
            Map.entry("max.poll.records", 100),
            Map.entry("fetch.max.bytes", 8 << 20),
            Map.entry("max.partition.fetch.bytes", 1 << 20),
            Map.entry("reconnect.backoff.max.ms", 5_000),
            Map.entry("sasl.login.connect.timeout.ms", 5_000),
            Map.entry("sasl.login.read.timeout.ms", 5_000),
            Map.entry("sasl.login.retry.backoff.max.ms", 1_000),
            Map.entry("metric.reporters", ""),
            Map.entry("enable.metrics.push", false));

    private final KafkaPlace place;
    private final Optional<ConnectionString> string;
    private final Map<String, String> given;

    ClientSettings(KafkaPlace place, Optional<ConnectionString> string, Map<String, String> given) {
        this.place = place;
        this.string = string;
        this.given = given;
    }

    /** All there is to set, with what is wrong added to the problems; no value is ever in one. */
    Map<String, Object> checked(List<String> problems) {
        given.keySet().stream().sorted().forEach(name -> known(name).ifPresent(problems::add));
        string.ifPresent(known -> ownLogin(problems));
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", "breakwater");
        settings.put(PROTOCOL, place.isLoopback() ? "PLAINTEXT" : "SSL");
        settings.putAll(given);
        string.ifPresent(known -> settings.putAll(login(known)));
        settings.putAll(OURS);
        settings.put("bootstrap.servers", place.servers());
        settings.put(HOST_CHECK, "https");
        Optional.ofNullable(given.get("request.timeout.ms"))
                .filter(millis -> millis.matches(MILLIS))
                .ifPresent(millis ->
                        settings.put("default.api.timeout.ms", Math.max(USUAL_CALL_MILLIS, Integer.parseInt(millis))));
        security(settings, problems);
        return settings;
    }

    private Optional<String> known(String name) {
        if (NUMBERS.contains(name)) {
            boolean number = given.getOrDefault(name, "").matches(MILLIS);
            return number ? Optional.empty() : Optional.of(name + " is a number of milliseconds");
        }
        if (TEXTS.contains(name)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(new TreeSet<>(TEXTS));
        names.addAll(NUMBERS);
        return Optional.of(name + " may not be set for Kafka" + Suggestion.sentence(name, names));
    }

    private void ownLogin(List<String> problems) {
        given.keySet().stream()
                .filter(name -> name.equals(PROTOCOL) || name.startsWith("sasl."))
                .sorted()
                .forEach(name -> problems.add(name + " is set by the connection string already: take one of them out"));
    }

    private static Map<String, Object> login(ConnectionString string) {
        return Map.of(
                PROTOCOL, "SASL_SSL",
                MECHANISM, "PLAIN",
                JAAS, LoginModule.plain(ConnectionString.USER, string.reveal()));
    }

    private void security(Map<String, Object> settings, List<String> problems) {
        String protocol = String.valueOf(settings.get(PROTOCOL));
        if (!PROTOCOLS.contains(protocol)) {
            problems.add(PROTOCOL + " is one of " + new TreeSet<>(PROTOCOLS));
        }
        if (!given.getOrDefault(HOST_CHECK, "https").equals("https")) {
            problems.add(HOST_CHECK + " stays https: without it anybody with a certificate could be the broker");
        }
        if (protocol.startsWith("SASL_")) {
            sasl(settings, protocol, problems);
        } else if (given.keySet().stream().anyMatch(name -> TEXTS.contains(name) && name.startsWith("sasl."))) {
            problems.add("sasl settings without " + PROTOCOL + "=SASL_SSL would be left unused");
        }
    }

    private void sasl(Map<String, Object> settings, String protocol, List<String> problems) {
        String mechanism = String.valueOf(settings.get(MECHANISM));
        if (!LoginModule.mechanisms().contains(mechanism)) {
            problems.add(MECHANISM + " is one of " + LoginModule.mechanisms());
            return;
        }
        LoginModule.problem(mechanism, String.valueOf(settings.get(JAAS))).ifPresent(problems::add);
        if (protocol.equals("SASL_PLAINTEXT") && IN_THE_CLEAR.contains(mechanism) && !place.isLoopback()) {
            problems.add(mechanism + " would send the secret in the clear: " + PROTOCOL + "=SASL_SSL");
        }
        if (mechanism.equals("OAUTHBEARER")) {
            tokens(settings, problems);
        }
    }

    /** Without a handler the client would make tokens of its own that nobody signed. */
    private void tokens(Map<String, Object> settings, List<String> problems) {
        if (!given.getOrDefault(TOKENS, "").matches("https://[A-Za-z0-9.-]+(:[0-9]+)?(/\\S*)?")) {
            problems.add(TOKENS + " is where tokens are had, beginning with https://");
        }
        settings.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
    }

    /** The one address that tokens may be had from; the client refuses every other. */
    static Optional<String> tokenAddress(Map<String, Object> settings) {
        return Optional.ofNullable(settings.get(TOKENS)).map(Object::toString);
    }
}
