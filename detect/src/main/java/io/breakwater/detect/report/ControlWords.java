package io.breakwater.detect.report;

import io.breakwater.model.ControlId;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Controls as people say them. */
final class ControlWords {
    /** A.8.9 before A.8.32. */
    static final Comparator<ControlId> IN_ORDER =
            Comparator.comparing(ControlWords::padded).thenComparing(ControlId::value);

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private ControlWords() {}

    /** {@code ISO 27001 A.8.32}. */
    static String number(ControlId control) {
        String id = control.value();
        if (id.startsWith("iso27001:")) {
            return "ISO 27001 " + id.substring("iso27001:".length());
        }
        return id.startsWith("soc2:") ? "SOC 2 " + id.substring("soc2:".length()) : id;
    }

    private static String padded(ControlId control) {
        return DIGITS.matcher(control.value())
                .replaceAll(digits -> "0".repeat(Math.max(0, 8 - digits.group().length())) + digits.group());
    }

    static String numbers(List<ControlId> controls) {
        return controls.stream().map(ControlWords::number).collect(Collectors.joining(", "));
    }
}
