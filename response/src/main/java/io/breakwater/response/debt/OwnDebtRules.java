package io.breakwater.response.debt;

import io.breakwater.ledger.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A document with rules of one's own, beside those that come with Breakwater.
 *
 * <p>A rule of the same name takes the place of one that comes with Breakwater. Three of those keep what opens them, what
 * pays them and until when, since the law or the rules of access count on it: {@code approval-afterwards}, {@code
 * revocation-proven} and {@code gdpr-33}; owner, escalation, controls and words may be one's own.
 *
 * @param digest lower-case hex SHA-256 of the document's UTF-8 bytes
 */
public record OwnDebtRules(String digest, String document, List<DebtRule> rules) {
    private static final List<String> KEPT = List.of("approval-afterwards", "revocation-proven", "gdpr-33");

    /**
     * The rules that the document says.
     *
     * @throws DebtRulesInvalid with everything that is wrong, each with its place
     */
    public static OwnDebtRules read(String document) {
        List<DebtRule> kept = DebtRules.standard().rules().stream()
                .filter(rule -> KEPT.contains(rule.id()))
                .toList();
        return read(document, kept);
    }

    /**
     * The rules of a document that is on the record: it fitted the rules that came with Breakwater then, and what was opened
     * by it is to be paid by it, whatever comes with Breakwater now.
     */
    static OwnDebtRules onRecord(String document) {
        return read(document, List.of());
    }

    private static OwnDebtRules read(String document, List<DebtRule> kept) {
        return new OwnDebtRules(digestOf(document), document, new RulesReader(kept).read(document));
    }

    /** Everything that is wrong with the document, in its order; empty when nothing is. */
    public static List<DebtRulesInvalid.Problem> lint(String document) {
        try {
            read(document);
            return List.of();
        } catch (DebtRulesInvalid e) {
            return e.problems();
        }
    }

    /** The JSON Schema (draft 2020-12) of the document's structure. */
    public static String schema() {
        return DebtRules.resource("debts.schema.json");
    }

    private static String digestOf(String document) {
        return Hashes.sha256Hex(document.getBytes(StandardCharsets.UTF_8));
    }
}
