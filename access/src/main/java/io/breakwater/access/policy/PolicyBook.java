package io.breakwater.access.policy;

import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the policy in force is looked up. */
public final class PolicyBook {
    private final Providers providers;
    private final AtomicReference<@Nullable Policy> lastRead = new AtomicReference<>();

    public PolicyBook(Providers providers) {
        this.providers = providers;
    }

    /** The document in force, if any was ever put in force. */
    public Optional<PolicyInForce> inForce(Transaction tx) {
        return tx.state().find(PolicyInForce.class, PolicyInForce.ID).map(Stored::value);
    }

    /**
     * The policy in force, read and checked.
     *
     * @throws BreakwaterException {@code POLICY_BROKEN} when there is none, it was altered in storage, or it does not pass
     *     its checks any longer (a provider was taken out): nobody gets access by it, and nobody is told "no" either
     */
    public Policy policy(Transaction tx) {
        PolicyInForce inForce = inForce(tx)
                .orElseThrow(() -> new BreakwaterException(
                        Code.POLICY_BROKEN, "no policy is in force; an administrator puts one in"));
        Policy last = lastRead.get();
        if (last != null
                && last.digest().equals(inForce.digest())
                && last.digest().equals(Policy.digestOf(inForce.document()))) {
            return last;
        }
        Policy policy = read(inForce);
        lastRead.set(policy);
        return policy;
    }

    private Policy read(PolicyInForce inForce) {
        if (!Policy.digestOf(inForce.document()).equals(inForce.digest())) {
            throw new BreakwaterException(
                    Code.POLICY_BROKEN,
                    "the policy in storage is not the one that was put in force; its digest differs");
        }
        try {
            return Policy.parse(inForce.document(), providers);
        } catch (PolicyInvalid e) {
            throw new BreakwaterException(
                    Code.POLICY_BROKEN, "the policy in force cannot be used: " + e.getMessage(), e);
        }
    }
}
