package io.breakwater.connect.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The connection string of an Event Hubs namespace or of one hub: the whole of it is the password. Does not print. */
final class ConnectionString {
    /** What Event Hubs wants as the name of the user. */
    static final String USER = "$ConnectionString";

    private static final Pattern HARMLESS = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\]]{1,4000}");
    private static final Pattern ENDPOINT = Pattern.compile("sb://([A-Za-z0-9.-]{1,253})/?");

    private final String text;
    private final Map<String, String> parts = new TreeMap<>();

    private ConnectionString(String text) {
        this.text = text;
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
    }

    /** The string; empty when it is none. */
    static Optional<ConnectionString> of(String text) {
        ConnectionString string = new ConnectionString(text);
        boolean whole = HARMLESS.matcher(text).matches()
                && string.host().isPresent()
                && string.parts.containsKey("sharedaccesskeyname")
                && string.parts.containsKey("sharedaccesskey");
        return whole ? Optional.of(string) : Optional.empty();
    }

    private Optional<String> host() {
        return Optional.ofNullable(parts.get("endpoint"))
                .map(ENDPOINT::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(endpoint -> endpoint.group(1).toLowerCase(Locale.ROOT));
    }

    /** A key goes to its own namespace and to no other. */
    List<String> problems(KafkaPlace place) {
        List<String> problems = new ArrayList<>();
        String host = host().orElseThrow();
        if (!place.hosts().stream().allMatch(named -> named.equalsIgnoreCase(host))) {
            problems.add("the connection string is of " + host + " and would be sent to "
                    + String.join(", ", place.hosts()) + ": name kafka://" + host + ":9093/" + place.topic());
        }
        Optional.ofNullable(parts.get("entitypath"))
                .filter(hub -> !hub.equals(place.topic()))
                .ifPresent(hub -> problems.add(
                        "the connection string is of another event hub than " + place.topic() + " (its EntityPath)"));
        return problems;
    }

    /** In the clear, as the one who logs in needs it. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "a connection string";
    }
}
