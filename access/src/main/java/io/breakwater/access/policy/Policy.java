package io.breakwater.access.policy;

import io.breakwater.access.spi.Providers;
import io.breakwater.document.Problem;
import io.breakwater.ledger.Hashes;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is allowed: a policy document that passed all checks.
 *
 * @param digest lower-case hex SHA-256 of the document's UTF-8 bytes
 */
public record Policy(String digest, Map<TargetName, PolicyTarget> targets) {

    /**
     * The policy this document declares.
     *
     * @throws PolicyInvalid with everything that is wrong
     */
    public static Policy parse(String document, Providers providers) {
        PolicyReader reader = new PolicyReader(document, providers);
        Optional<Policy> policy = reader.policy();
        if (policy.isEmpty()) {
            throw new PolicyInvalid(reader.problems());
        }
        return policy.get();
    }

    /** Everything that is wrong with the document, in its order; empty when nothing is. */
    public static List<Problem> lint(String document, Providers providers) {
        return new PolicyReader(document, providers).problems();
    }

    /** The JSON Schema (draft 2020-12) of the document's structure. */
    public static String schema() {
        try (InputStream in = Policy.class.getResourceAsStream("policy.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("policy.schema.json is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target of this name, if there is one. */
    public Optional<PolicyTarget> target(TargetName target) {
        return Optional.ofNullable(targets.get(target));
    }

    /** The role on the target, if both are there. */
    public Optional<PolicyRole> role(TargetName target, RoleName role) {
        return target(target).flatMap(t -> t.role(role));
    }

    static String digestOf(String document) {
        return Hashes.sha256Hex(document.getBytes(StandardCharsets.UTF_8));
    }
}
