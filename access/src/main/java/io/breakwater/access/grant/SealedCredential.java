package io.breakwater.access.grant;

import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.Seal;
import io.breakwater.access.spi.Secret;
import io.breakwater.model.GrantId;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A credential at rest. It is needed for the proof that it is refused, and deleted once that is proven.
 *
 * @param sealed base64 of the sealed secret
 * @param environment how to connect, once the door is open; not secret
 * @param secretVariable the name of the environment variable the secret belongs in
 */
record SealedCredential(GrantId grant, String sealed, Map<String, String> environment, String secretVariable) {

    static SealedCredential of(GrantId grant, char[] secret, Seal seal) {
        byte[] plain = new String(secret).getBytes(StandardCharsets.UTF_8);
        try {
            return new SealedCredential(
                    grant, Base64.getEncoder().encodeToString(seal.seal(context(grant), plain)), Map.of(), "");
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    SealedCredential with(Handout handout) {
        return new SealedCredential(grant, sealed, handout.environment(), handout.secretVariable());
    }

    /** The secret; the caller closes it. */
    Secret open(Seal seal) {
        byte[] plain = seal.unseal(context(grant), Base64.getDecoder().decode(sealed));
        CharBuffer chars = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(plain));
        char[] value = new char[chars.remaining()];
        chars.get(value);
        try {
            return new Secret(value);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(value, '\0');
        }
    }

    private static String context(GrantId grant) {
        return "credential " + grant;
    }
}
