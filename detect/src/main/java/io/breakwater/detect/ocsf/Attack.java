package io.breakwater.detect.ocsf;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A technique or a tactic of MITRE ATT&amp;CK, as a Sigma tag names it.
 *
 * @param id {@code T1078}, {@code T1078.004} or {@code TA0004}
 * @param name of a tactic; empty text of a technique
 */
record Attack(String id, String name) {
    private static final Pattern TECHNIQUE = Pattern.compile("attack\\.(t[0-9]{4}(?:\\.[0-9]{3})?)");
    private static final Map<String, String> TACTICS = Map.ofEntries(
            Map.entry("reconnaissance", "TA0043"),
            Map.entry("resource-development", "TA0042"),
            Map.entry("initial-access", "TA0001"),
            Map.entry("execution", "TA0002"),
            Map.entry("persistence", "TA0003"),
            Map.entry("privilege-escalation", "TA0004"),
            Map.entry("defense-evasion", "TA0005"),
            Map.entry("credential-access", "TA0006"),
            Map.entry("discovery", "TA0007"),
            Map.entry("lateral-movement", "TA0008"),
            Map.entry("collection", "TA0009"),
            Map.entry("command-and-control", "TA0011"),
            Map.entry("exfiltration", "TA0010"),
            Map.entry("impact", "TA0040"));

    /** Empty for a tag that names neither. */
    static Optional<Attack> tagged(String tag) {
        String lower = tag.toLowerCase(Locale.ROOT);
        var technique = TECHNIQUE.matcher(lower);
        if (technique.matches()) {
            return Optional.of(new Attack(technique.group(1).toUpperCase(Locale.ROOT), ""));
        }
        String tactic = lower.replaceFirst("^attack\\.", "").replace('_', '-');
        return lower.startsWith("attack.") && TACTICS.containsKey(tactic)
                ? Optional.of(new Attack(TACTICS.get(tactic), words(tactic)))
                : Optional.empty();
    }

    private static String words(String tactic) {
        StringBuilder words = new StringBuilder();
        for (String word : tactic.split("-")) {
            String shown = word.equals("and") ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
            words.append(words.length() == 0 ? "" : " ").append(shown);
        }
        return words.toString();
    }

    boolean isTactic() {
        return !name.isEmpty();
    }

    /** The technique that a sub-technique belongs to. */
    String technique() {
        return id.substring(0, 5);
    }

    boolean isSubTechnique() {
        return id.contains(".");
    }
}
