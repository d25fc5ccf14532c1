package io.breakwater.connect.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code sasl.jaas.config} may say: one of the client's own login modules, with names and secrets. Any other module is
 * code of somebody's choice (CVE-2023-25194 is what JndiLoginModule made of it).
 */
final class LoginModule {
    private static final String PACKAGE = "org.apache.kafka.common.security.";
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            PACKAGE + "plain.PlainLoginModule", Set.of("username", "password"),
            PACKAGE + "scram.ScramLoginModule", Set.of("username", "password"),
            PACKAGE + "oauthbearer.OAuthBearerLoginModule",
                    Set.of(
                            "clientId",
                            "clientSecret",
                            "scope",
                            // For the address of tokens; what stands beside is for the brokers.
                            "ssl.truststore.location",
                            "ssl.truststore.password",
                            "ssl.truststore.type"));
    private static final Map<String, String> MODULES = Map.of(
            "PLAIN", PACKAGE + "plain.PlainLoginModule",
            "SCRAM-SHA-256", PACKAGE + "scram.ScramLoginModule",
            "SCRAM-SHA-512", PACKAGE + "scram.ScramLoginModule",
            "OAUTHBEARER", PACKAGE + "oauthbearer.OAuthBearerLoginModule");

    private static final String VALUE = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
    private static final Pattern CONFIG = Pattern.compile(
            "\\s*([A-Za-z0-9.]+)\\s+required((?:\\s+[A-Za-z.]+=" + VALUE + ")*+)\\s*;\\s*", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("\\s+([A-Za-z.]+)=" + VALUE, Pattern.DOTALL);

    private LoginModule() {}

    /** The mechanisms there are. */
    static Set<String> mechanisms() {
        return new TreeSet<>(MODULES.keySet());
    }

    /** Why it is refused; never with a word of the configuration, which holds a secret. */
    static Optional<String> problem(String mechanism, String config) {
        Matcher parts = CONFIG.matcher(config);
        String wanted = MODULES.getOrDefault(mechanism, "");
        if (!parts.matches() || !parts.group(1).equals(wanted)) {
            return Optional.of("sasl.jaas.config is " + wanted
                    + " required, options as name=\"value\", and a semicolon; no other login module is loaded");
        }
        Matcher option = OPTION.matcher(parts.group(2));
        Set<String> allowed = OPTIONS.getOrDefault(wanted, Set.of());
        while (option.find()) {
            if (!allowed.contains(option.group(1))) {
                return Optional.of("sasl.jaas.config may only give " + new TreeSet<>(allowed));
            }
        }
        return Optional.empty();
    }

    /** The configuration for a user and a password without quotes and backslashes. */
    static String plain(String user, String password) {
        return MODULES.get("PLAIN") + " required username=\"" + user + "\" password=\"" + password + "\";";
    }
}
