package io.breakwater.connect.kafka;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic and where it is.
 *
 * @param servers brokers to begin with, each as host:port; the others are found through them
 */
public record KafkaPlace(List<String> servers, String topic) {
    /** What is wrong with anything else. */
    public static final String FORM =
            "is kafka://host:port/topic, as kafka://broker.example.com:9093/audit; further brokers after semicolons,"
                    + " and never a user or password";

    private static final Pattern TEXT = Pattern.compile("//([A-Za-z0-9._\\[\\]:;-]{3,2000})/([A-Za-z0-9._-]{1,249})");
    private static final Pattern SERVER =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([1-9][0-9]{0,4})");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public KafkaPlace {
        servers = List.copyOf(servers);
    }

    /** What stands after {@code kafka:}; empty when it is anything else than {@link #FORM}. */
    public static Optional<KafkaPlace> of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        KafkaPlace place = new KafkaPlace(List.of(parts.group(1).split(";", -1)), parts.group(2));
        boolean named = !place.topic.equals(".") && !place.topic.equals("..");
        return named && place.servers.stream().allMatch(KafkaPlace::isServer) ? Optional.of(place) : Optional.empty();
    }

    private static boolean isServer(String text) {
        Matcher server = SERVER.matcher(text);
        return server.matches() && Integer.parseInt(server.group(2)) <= 65_535;
    }

    /** What it is called on the record. */
    public String name() {
        return "kafka:" + topic;
    }

    /** Without the ports. */
    List<String> hosts() {
        return servers.stream()
                .map(server -> server.substring(0, server.lastIndexOf(':')))
                .toList();
    }

    boolean isLoopback() {
        return LOOPBACK.containsAll(hosts());
    }

    @Override
    public String toString() {
        return topic + " at " + String.join(", ", servers);
    }
}
