package io.breakwater.model;

import java.util.regex.Pattern;

/** A name that is a type of its own, so that no other name can be passed in its place. */
public interface Id {
    /** The name as it is written in facts, URLs and on the command line. */
    String value();

    /**
     * Refuses a malformed name.
     *
     * @throws BreakwaterException with {@link Code#MALFORMED_NAME}
     */
    static void requireForm(String kind, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw new BreakwaterException(
                    Code.MALFORMED_NAME,
                    "not the name of a " + kind + ": " + Texts.quoted(value) + " (must match " + form + ")");
        }
    }
}
