package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.DsseEnvelope;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.Statement;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.DsseVerifier;
import io.breakwater.ledger.merkle.ProofException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the signed manifest says.
 *
 * @param digests lower-case hex SHA-256 of every file but the manifest, by name
 */
record Manifest(Statement.Predicate predicate, Map<String, String> digests) {
    /** Room for the names and hashes of {@link PackNames#MOST_FILES} files, about 250 bytes each. */
    static final int MAX_BYTES = 18 << 20;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads a manifest that one of these keys signed.
     *
     * @throws VerificationException {@code MANIFEST_SIGNATURE}
     */
    static Manifest open(byte[] bytes, List<String> packKeys) {
        try {
            DsseEnvelope envelope = DsseEnvelope.decode(bytes);
            requireSigned(envelope, packKeys);
            // JSON's null is read as none, which is no statement either.
            return of(Optional.ofNullable(Json.mapper().readValue(envelope.payload(), Statement.class))
                    .orElseThrow(() -> refuse("it states nothing")));
        } catch (IllegalArgumentException | IOException e) {
            throw new VerificationException(
                    Kind.MANIFEST_SIGNATURE, "The manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireSigned(DsseEnvelope envelope, List<String> packKeys) {
        for (String key : packKeys) {
            try {
                DsseVerifier.ofPem(key).verify(PackNames.PAYLOAD_TYPE, envelope.payload(), envelope.signature());
                return;
            } catch (ProofException notThisKey) {
                if (notThisKey.reason() == ProofException.Reason.KEY_MALFORMED) {
                    throw refuse("a pack key cannot be read: " + notThisKey.getMessage());
                }
            }
        }
        throw refuse("it is not signed by a known pack key");
    }

    private static Manifest of(Statement statement) {
        if (!statement.type().equals(PackNames.STATEMENT_TYPE)
                || !statement.predicateType().equals(PackNames.PREDICATE_TYPE)) {
            throw refuse("it states something else than a pack: " + statement.predicateType());
        }
        Map<String, String> digests = new TreeMap<>();
        for (Statement.Subject subject : statement.subject()) {
            boolean sound = subject != null
                    && PackNames.allowed(subject.name())
                    && !subject.name().equals(PackNames.MANIFEST)
                    && SHA256.matcher(subject.digest().sha256()).matches();
            if (!sound || digests.put(subject.name(), subject.digest().sha256()) != null) {
                throw refuse("it lists a file twice, or one that no pack has");
            }
        }
        return new Manifest(statement.predicate(), digests);
    }

    private static VerificationException refuse(String why) {
        return new VerificationException(Kind.MANIFEST_SIGNATURE, "The manifest does not hold: " + why + ".");
    }
}
