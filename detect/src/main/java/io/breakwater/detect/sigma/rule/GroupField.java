package io.breakwater.detect.sigma.rule;

import java.util.List;

/**
 * What an opening and its closing have in common.
 *
 * @param field the field, or a name of the aliases
 * @param last whether only the end of a value counts, so that a thing named by its ARN and by its name is one
 */
public record GroupField(String field, boolean last) {
    /** What may stand behind the field. */
    static final List<String> MODIFIERS = List.of("last");

    /** Reads {@code field} or {@code field|last}. */
    static GroupField of(String written) {
        int bar = written.indexOf('|');
        return bar < 0 ? new GroupField(written, false) : new GroupField(written.substring(0, bar), true);
    }

    /** What counts of a value: what stands behind the last slash, or of an ARN without one behind the last colon. */
    public String counted(String value) {
        if (!last) {
            return value;
        }
        int slash = value.lastIndexOf('/');
        return value.substring(1 + (slash < 0 && value.startsWith("arn:") ? value.lastIndexOf(':') : slash));
    }
}
