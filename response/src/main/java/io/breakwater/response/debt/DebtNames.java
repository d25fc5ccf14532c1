package io.breakwater.response.debt;

import io.breakwater.ledger.Hashes;
import io.breakwater.model.DebtId;
import io.breakwater.model.FactId;
import java.nio.charset.StandardCharsets;

/** Names of debts that follow from rule and opening fact, so that opening twice gives the same name. */
final class DebtNames {
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final int LOW_BITS = 31;

    private DebtNames() {}

    /** @param attempt more than 0 when another debt has the name of the attempt before */
    static DebtId of(String rule, FactId fact, int attempt) {
        byte[] hash = Hashes.sha256((rule + "\n" + fact.value() + "\n" + attempt).getBytes(StandardCharsets.UTF_8));
        StringBuilder name = new StringBuilder("DEBT-");
        for (int i = 0; i < LENGTH; i++) {
            name.append(CROCKFORD.charAt(hash[i] & LOW_BITS));
        }
        return new DebtId(name.toString());
    }
}
