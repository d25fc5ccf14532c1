package io.breakwater.connect.postgresql;

import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All that is wrong with a policy's settings for PostgreSQL, told at once. */
final class SettingsCheck {
    static final int MAX_CONNECTION_LIMIT = 1000;

    /** An opening that stalls and is then undone has to be over before it counts as cut off. */
    static final int MAX_TIMEOUT_SECONDS = 15;

    private static final int MAX_PORT = 65_535;
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> REQUIRED = List.of("host", "database", "admin-user", "admin-password");

    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern NUMBERS =
            Pattern.compile("(0[xX][0-9a-fA-F]+|[0-9]+)(\\.(0[xX][0-9a-fA-F]+|[0-9]+))*");
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(:" + BYTE + "(\\." + BYTE + "){3})?");

    /** Never a database: this host, link-local (the clouds' metadata services) and multicast addresses. */
    private static final Pattern NO_DATABASE_THERE = Pattern.compile(
            "(0|169\\.254|22[4-9]|23[0-9]|24[0-9]|25[0-5])(\\.[0-9]+)+|fe[89ab][0-9a-f]:.*|ff[0-9a-f]{2}:.*|::|.*:169\\.254\\..*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_REFERENCE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\x00-\\x1f]+");
    private static final Pattern FILE = Pattern.compile("/[^\\x00-\\x1f]+");

    /** One check of one value: what is wrong with it, if anything. */
    private interface Check {
        Optional<String> problemWith(String value);
    }

    private static final Map<String, Check> CHECKS = checks();

    private SettingsCheck() {}

    static List<String> problemsWith(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        REQUIRED.stream()
                .filter(name -> !settings.containsKey(name))
                .forEach(name -> problems.add(name + " is missing"));
        settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> problemWith(e.getKey(), e.getValue()).ifPresent(problems::add));
        return problems;
    }

    private static Optional<String> problemWith(String name, String value) {
        Check check = CHECKS.get(name);
        return check == null
                ? Optional.of(unknown(name))
                : check.problemWith(value).map(problem -> name + " " + problem);
    }

    private static Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("host", SettingsCheck::host);
        checks.put("port", value -> number(value, MAX_PORT));
        checks.put("database", SettingsCheck::objectName);
        checks.put("admin-user", SettingsCheck::objectName);
        checks.put("admin-password", SettingsCheck::reference);
        checks.put(
                "sslmode",
                value -> SSL_MODES.contains(value)
                        ? Optional.empty()
                        : Optional.of("is " + Texts.quoted(value) + "; it is one of " + String.join(", ", SSL_MODES)));
        checks.put(
                "sslrootcert",
                value -> FILE.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of("is not the absolute path of a file"));
        checks.put("groups", SettingsCheck::groups);
        checks.put("owner", SettingsCheck::objectName);
        checks.put("connection-limit", value -> number(value, MAX_CONNECTION_LIMIT));
        checks.put("connect-timeout-seconds", value -> number(value, MAX_TIMEOUT_SECONDS));
        checks.put("statement-timeout-seconds", value -> number(value, MAX_TIMEOUT_SECONDS));
        return checks;
    }

    private static Optional<String> host(String value) {
        String address = value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
        if (NO_DATABASE_THERE.matcher(address).matches()) {
            return Optional.of(Texts.quoted(value) + " is an address at which no database can be");
        }
        boolean numbers = NUMBERS.matcher(value).matches();
        boolean form = numbers
                ? IPV4.matcher(value).matches()
                : HOST_NAME.matcher(value).matches()
                        || address.contains(":") && IPV6.matcher(address).matches();
        return form ? Optional.empty() : Optional.of(Texts.quoted(value) + " is not a host name or an IP address");
    }

    private static Optional<String> number(String value, int max) {
        boolean good = value.matches("[1-9][0-9]{0,5}") && Integer.parseInt(value) <= max;
        return good ? Optional.empty() : Optional.of("is " + Texts.quoted(value) + "; it is a number from 1 to " + max);
    }

    private static Optional<String> objectName(String value) {
        if (value.isBlank() || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return Optional.of("is " + Texts.quoted(value) + ", which is not a name");
        }
        return value.getBytes(StandardCharsets.UTF_8).length <= Sql.MAX_NAME_BYTES
                ? Optional.empty()
                : Optional.of("is longer than the " + Sql.MAX_NAME_BYTES + " bytes PostgreSQL keeps of a name");
    }

    private static Optional<String> groups(String value) {
        List<String> groups = TargetSettings.list(value);
        return groups.isEmpty()
                ? Optional.of("names no role")
                : groups.stream().flatMap(g -> objectName(g).stream()).findFirst();
    }

    /** The value is not repeated: it may be the password itself. */
    private static Optional<String> reference(String value) {
        return isReference(value)
                ? Optional.empty()
                : Optional.of(
                        "must say where the password is, env:NAME or file:/PATH; it is never written in a policy");
    }

    static boolean isReference(String value) {
        return SECRET_REFERENCE.matcher(value).matches();
    }

    private static String unknown(String name) {
        return "unknown setting " + Texts.quoted(name) + Suggestion.sentence(name, CHECKS.keySet());
    }
}
