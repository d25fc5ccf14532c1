package io.breakwater.model;

import java.util.Locale;

/** What a person is trusted to do. One person may hold several; what a command asks for is checked each time. */
public enum Function {
    ENGINEER,
    COMMANDER,
    SECURITY_APPROVER,
    ENGINEERING_APPROVER,
    AUDITOR,
    ADMINISTRATOR;

    /** The name used in policy, on the command line and in the API: {@code security-approver}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The function with this label.
     *
     * @throws BreakwaterException {@link Code#MALFORMED_NAME} when there is none
     */
    public static Function ofLabel(String label) {
        for (Function function : values()) {
            if (function.label().equals(label)) {
                return function;
            }
        }
        throw new BreakwaterException(
                Code.MALFORMED_NAME,
                "no function is called " + Texts.quoted(label)
                        + "; there are engineer, commander, security-approver, engineering-approver, auditor, administrator");
    }
}
