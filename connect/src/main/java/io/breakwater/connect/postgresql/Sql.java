package io.breakwater.connect.postgresql;

/** Names and texts as PostgreSQL reads them, quoted always. */
final class Sql {
    /** Longest name the server keeps (NAMEDATALEN - 1); it cuts longer ones silently. */
    static final int MAX_NAME_BYTES = 63;

    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text constant in the E'' form, which means the same under every setting of standard_conforming_strings. */
    static String text(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
