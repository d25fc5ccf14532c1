package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a server is and what a role on it means, from the settings of a policy.
 *
 * @param adminPassword where the broker's password is: {@code env:NAME} or {@code file:/PATH}; never the password
 * @param groups roles whose rights a personal role gets
 * @param owner who inherits the objects of a personal role; the first group when policy names nobody
 * @param connectionLimit how many sessions one personal role may have
 */
record TargetSettings(
        String host,
        int port,
        String database,
        String adminUser,
        String adminPassword,
        String sslmode,
        Optional<String> sslrootcert,
        List<String> groups,
        String owner,
        int connectionLimit,
        Duration connectTimeout,
        Duration statementTimeout) {

    /**
     * Reads settings that the policy's checks have passed.
     *
     * @throws ProviderException.Unreachable naming every problem
     */
    static TargetSettings of(Map<String, String> settings) {
        List<String> problems = SettingsCheck.problemsWith(settings);
        if (!problems.isEmpty()) {
            throw new ProviderException.Unreachable("the target's settings: " + String.join("; ", problems), null);
        }
        String host = settings.getOrDefault("host", "");
        List<String> groups = list(settings.getOrDefault("groups", ""));
        return new TargetSettings(
                unbracketed(host),
                number(settings, "port", 5432),
                settings.getOrDefault("database", ""),
                settings.getOrDefault("admin-user", ""),
                settings.getOrDefault("admin-password", ""),
                settings.getOrDefault("sslmode", isLoopback(host) ? "prefer" : "verify-full"),
                Optional.ofNullable(settings.get("sslrootcert")),
                groups,
                settings.getOrDefault("owner", groups.isEmpty() ? "" : groups.get(0)),
                number(settings, "connection-limit", 10),
                Duration.ofSeconds(number(settings, "connect-timeout-seconds", 5)),
                Duration.ofSeconds(number(settings, "statement-timeout-seconds", 10)));
    }

    static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.[0-9]+){3}")
                || unbracketed(host).equals("::1");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int number(Map<String, String> settings, String name, int absent) {
        return Optional.ofNullable(settings.get(name)).map(Integer::valueOf).orElse(absent);
    }
}
