package io.breakwater.response.incident;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Texts;
import java.util.regex.Pattern;

/** The forms of names that people type in commands and that are kept on the record as they are. */
final class Names {
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9#/_.-]{0,63}");
    private static final Pattern DESK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}");
    private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** A plain file name that means the same on every system: no folder, no dot at either end, no space at the end. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_(]([A-Za-z0-9 ._()+,=@-]{0,118}[A-Za-z0-9_)])?");

    private static final Pattern RESERVED_ON_WINDOWS =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private Names() {}

    static String ticket(String name) {
        return require("ticket", name, TICKET);
    }

    static String desk(String name) {
        return require("desk", name, DESK);
    }

    static String rule(String name) {
        return require("rule", name, RULE);
    }

    static String kind(String name) {
        return require("kind of evidence", name, KIND);
    }

    static String digest(String name) {
        return require("piece of content", name, DIGEST);
    }

    static String file(String name) {
        if (RESERVED_ON_WINDOWS.matcher(name).matches() || name.contains("..")) {
            throw malformed("file", name, FILE);
        }
        return require("file", name, FILE);
    }

    private static String require(String kind, String name, Pattern form) {
        if (!form.matcher(name).matches()) {
            throw malformed(kind, name, form);
        }
        return name;
    }

    private static BreakwaterException malformed(String kind, String name, Pattern form) {
        return new BreakwaterException(
                Code.MALFORMED_NAME,
                "not the name of a " + kind + ": " + Texts.quoted(name) + " (must match " + form + ")");
    }
}
