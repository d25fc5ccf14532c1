package io.breakwater.response.debt;

import io.breakwater.model.DebtId;
import io.breakwater.model.FactId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names of debts that follow from rule and opening fact, so that opening twice gives the same name. */
final class DebtNames {
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final int LOW_BITS = 31;

    private DebtNames() {}

    /** @param attempt more than 0 when another debt has the name of the attempt before */
    static DebtId of(String rule, FactId fact, int attempt) {
        byte[] hash = sha256(rule + "\n" + fact.value() + "\n" + attempt);
        StringBuilder name = new StringBuilder("DEBT-");
        for (int i = 0; i < LENGTH; i++) {
            name.append(CROCKFORD.charAt(hash[i] & LOW_BITS));
        }
        return new DebtId(name.toString());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
