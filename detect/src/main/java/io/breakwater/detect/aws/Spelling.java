package io.breakwater.detect.aws;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How CloudTrail spells the keys of an event ("CloudTrail record contents"); tables have them in lower case. */
final class Spelling {
    /** Columns that hold text, or a number or word that is written as it stands. */
    private static final Map<String, String> OUTERMOST = byLowerCase("eventVersion userIdentity eventTime eventSource"
            + " eventName awsRegion sourceIPAddress userAgent errorCode errorMessage requestParameters responseElements"
            + " additionalEventData requestID eventID readOnly resources eventType apiVersion recipientAccountId"
            + " serviceEventDetails sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory addendum"
            + " sessionCredentialFromConsole edgeDeviceDetails tlsDetails managementEvent insightDetails");

    private static final Map<String, String> IDENTITY =
            byLowerCase("type principalId arn accountId invokedBy accessKeyId"
                    + " userName sessionContext attributes mfaAuthenticated creationDate sessionIssuer ec2RoleDelivery"
                    + " webIdFederationData federatedProvider sourceIdentity onBehalfOf userId identityStoreArn credentialId"
                    + " inScopeOf sourceArn sourceAccount issuerType credentialsIssuedTo");

    private static final Map<String, String> RESOURCE = byLowerCase("ARN accountId type");
    private static final Map<String, String> TLS = byLowerCase("tlsVersion cipherSuite clientProvidedHostHeader");

    private Spelling() {}

    private static Map<String, String> byLowerCase(String words) {
        Map<String, String> spelled = new TreeMap<>();
        Arrays.stream(words.split(" ")).forEach(word -> spelled.put(word.toLowerCase(Locale.ROOT), word));
        return spelled;
    }

    /** The event's key that a column stands for; empty text when it is none. Athena's tables leave out underscores. */
    static String column(String name) {
        return OUTERMOST.getOrDefault(name.toLowerCase(Locale.ROOT).replace("_", ""), "");
    }

    /** The key inside a column that a table spells in lower case; what is not known stays as it is. */
    static String inside(String column, String key) {
        Map<String, String> words = switch (column) {
            case "userIdentity" -> IDENTITY;
            case "resources" -> RESOURCE;
            case "tlsDetails" -> TLS;
            default -> Map.of();
        };
        return words.getOrDefault(key.toLowerCase(Locale.ROOT), key);
    }
}
