package io.breakwater.evidence.catalogue;

import io.breakwater.model.ControlId;
import java.util.List;

/**
 * A control of a framework.
 *
 * @param title a short paraphrase of ours, never the standard's text
 * @param was its numbers in ISO/IEC 27001:2013, where it had one
 */
public record Control(ControlId id, String title, List<String> was) {
    /** The framework, as {@code iso27001}. */
    public String framework() {
        return id.value().substring(0, id.value().indexOf(':'));
    }

    /** The number within the framework, as {@code A.8.2}. */
    public String number() {
        return id.value().substring(id.value().indexOf(':') + 1);
    }

    /** The framework and the number as people write them. */
    public String label() {
        return switch (framework()) {
            case "iso27001" -> "ISO 27001:2022 " + number();
            case "soc2" -> "SOC 2 " + number();
            case "gdpr" -> "GDPR Art. " + number();
            default -> id.value();
        };
    }
}
