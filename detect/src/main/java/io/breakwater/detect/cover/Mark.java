package io.breakwater.detect.cover;

import java.util.Locale;

/**
 * What an event and a grant have in common when the one was done with the other. Letter case does not count: logs and
 * directories do not agree on it.
 */
public record Mark(Kind kind, String value) {
    /** By what an event is recognised. */
    public enum Kind {
        /** The id of an access key. */
        ACCESS_KEY("access key"),
        /** The name a role session was given. */
        SESSION_NAME("session name"),
        /** The source identity a role session carries. */
        SOURCE_IDENTITY("source identity"),
        /** A person or a service, under any name a log may use: it may act for many reasons, and proves the least. */
        PRINCIPAL("principal");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The kind in words. */
        public String label() {
            return label;
        }
    }

    public Mark {
        value = kind == Kind.ACCESS_KEY ? value.strip().toUpperCase(Locale.ROOT) : folded(value);
    }

    /** The name as it is compared: without regard to letter case, and to white space at its ends. */
    public static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
