package io.breakwater.model;

import java.util.List;

/**
 * Why something that was found belongs to its incident.
 *
 * @param others incidents it may belong to for the same reason just as well
 */
public record FindingLink(By by, List<IncidentId> others) {
    /** The reason, the strongest first. */
    public enum By {
        /** Somebody said so. */
        PERSON_SAID("somebody moved it there"),
        /** The credential or the holder of one of its grants was used. */
        GRANT("one of its grants was used"),
        /** It was found to cover it. */
        COVER("it covers what was done"),
        /** Who acted had asked for access in it. */
        ACTOR("who acted had asked for access in it"),
        /** The account is one that access was asked for in it. */
        ACCOUNT("access to the account was asked for in it"),
        /** It was open at the time, and nothing else speaks for it. */
        TIME("it was open at the time; nothing else speaks for it");

        private final String words;

        By(String words) {
            this.words = words;
        }

        /** The reason in words. */
        public String words() {
            return words;
        }
    }

    public FindingLink {
        others = List.copyOf(others);
    }
}
