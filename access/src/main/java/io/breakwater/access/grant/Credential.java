package io.breakwater.access.grant;

import io.breakwater.access.spi.Secret;
import java.time.Instant;
import java.util.Map;

/**
 * What the requester needs to walk through the open door, handed out once.
 *
 * @param environment non-secret environment for a command ({@code PGHOST}, …)
 * @param secretVariable the environment variable the secret belongs in ({@code PGPASSWORD})
 */
public record Credential(
        String account, Secret secret, Map<String, String> environment, String secretVariable, Instant endsAt)
        implements AutoCloseable {
    /** Wipes the secret. */
    @Override
    public void close() {
        secret.close();
    }
}
