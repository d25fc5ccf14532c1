package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tries the credential, then asks the server what is left. Access counts as gone only when the login was refused as a
 * login <em>and</em> neither role nor session is left: a refusal alone could be another password, an expired role or a
 * rule of {@code pg_hba.conf}, none of which ends a live session.
 */
final class CredentialProbe {
    private static final Set<String> REFUSALS = Set.of(Reason.WRONG_PASSWORD, Reason.LOGIN_NOT_ALLOWED);

    private final Connections connections;

    CredentialProbe(Connections connections) {
        this.connections = connections;
    }

    private record Trial(boolean refused, String answer) {}

    Probe probe(Opening opening, Secret secret) {
        PersonalRole.requireOwnName(opening);
        TargetSettings settings = TargetSettings.of(opening.settings());
        Trial trial = logIn(opening, secret, settings);
        try (Broker broker = connections.asBroker(settings, settings.database())) {
            boolean role = PersonalRole.named(opening.account(), broker).isPresent();
            long sessions = Sessions.count(opening, broker);
            return new Probe(
                    trial.refused() && !role && sessions == 0,
                    trial.answer() + (role ? "; the role is still there; " : "; the role is gone; ") + sessions
                            + " sessions left");
        }
    }

    private Trial logIn(Opening opening, Secret secret, TargetSettings settings) {
        try (Connection open = connections.asPerson(settings, opening.account(), secret)) {
            return new Trial(
                    false, "the login succeeded as " + open.getMetaData().getUserName());
        } catch (SQLException e) {
            if (Reason.of("", e) instanceof ProviderException.Unreachable) {
                throw Reason.of("trying the credential of " + opening.account(), e);
            }
            return new Trial(REFUSALS.contains(Reason.stateOf(e)), Reason.text(e));
        }
    }
}
