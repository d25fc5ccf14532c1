package io.breakwater.access.grant;

import io.breakwater.model.ApprovalId;
import io.breakwater.model.GrantId;
import java.util.random.RandomGenerator;

/** Random names: ten characters of Crockford base 32, fifty bits. */
final class Names {
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private final RandomGenerator random;

    Names(RandomGenerator random) {
        this.random = random;
    }

    GrantId grant() {
        return new GrantId("GR-" + letters());
    }

    ApprovalId approval() {
        return new ApprovalId("AP-" + letters());
    }

    private String letters() {
        StringBuilder out = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            out.append(CROCKFORD.charAt(random.nextInt(CROCKFORD.length())));
        }
        return out.toString();
    }
}
