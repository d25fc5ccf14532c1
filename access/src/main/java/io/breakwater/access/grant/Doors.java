package io.breakwater.access.grant;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantTerms;
import java.time.Instant;

/** From a grant to the door it is about: everything comes from the frozen terms, nothing from today's policy. */
final class Doors {
    private final Providers providers;

    Doors(Providers providers) {
        this.providers = providers;
    }

    /**
     * The provider of the grant's door.
     *
     * @throws ProviderException.Unreachable when it is not part of this server any longer
     */
    AccessProvider of(GrantTerms terms) {
        return providers
                .ofKind(terms.provider())
                .orElseThrow(() -> new ProviderException.Unreachable(
                        "this server has no provider of the kind " + terms.provider(),
                        new IllegalStateException(terms.provider())));
    }

    static Opening opening(Grant grant) {
        return opening(
                grant.terms(), grant.account().orElseThrow(), grant.endsAt().orElseThrow());
    }

    static Opening opening(GrantTerms terms, String account, Instant endsAt) {
        return new Opening(
                terms.grant(),
                terms.incident(),
                terms.requester(),
                terms.target(),
                terms.role(),
                terms.settings(),
                account,
                endsAt);
    }
}
