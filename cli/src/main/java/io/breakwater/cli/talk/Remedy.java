package io.breakwater.cli.talk;

/** What a person can do about an error the server told. */
final class Remedy {
    private Remedy() {}

    static String of(String code) {
        return switch (code) {
            case "NOT_ALLOWED" -> "`breakwater status` shows who you are and what you may do.";
            case "POLICY_REFUSES" -> "`breakwater access explain` shows every rule and which one says no.";
            case "POLICY_BROKEN" ->
                "A rule could not be evaluated: an administrator can find it with `breakwater policy lint`.";
            case "BREAK_GLASS_WITHHELD" ->
                "A second person runs `breakwater access break-glass` for the request, or somebody approves it.";
            case "NOT_FOUND" -> "Look at the list for the right name; what you may not see is not found either.";
            case "STALE_VERSION", "CONFLICT" -> "Look again and repeat the command if it is still wanted.";
            case "CREDENTIAL_GONE" ->
                "A credential is handed out once. End the grant with `breakwater access end` and ask for another.";
            case "APPROVAL_MISMATCH" -> "What is asked for has changed: look at it with `breakwater access show`.";
            case "TARGET_UNREACHABLE", "TARGET_REFUSED" ->
                "Breakwater keeps trying, and the debt stays open until it is proven; `breakwater access show` tells.";
            case "JOURNAL_UNAVAILABLE", "LEDGER_NOT_OWNED", "LEDGER_ROLLED_BACK" ->
                "Look at the server's health and log; nothing was half done.";
            case "RATE_LIMITED" -> "Wait a moment and repeat it.";
            case "STORAGE_FULL" -> "Make room on the server's disk; nothing was half done.";
            case "INTERNAL" -> "The server's log has more under this code.";
            default -> "";
        };
    }
}
