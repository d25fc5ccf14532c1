package io.breakwater.detect.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public keys that a user believes to be CloudTrail's. They are public and change about once a year in each region;
 * {@code aws cloudtrail list-public-keys} says which were used when.
 */
public final class DigestKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORTEST_BITS = 2_048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PUBLIC KEY-----");
    /** Before an RSA key of PKCS #1 in an X.509 key (RFC 3279, section 2.3.1). */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private final Map<String, PublicKey> named;
    private final List<PublicKey> unnamed;

    private DigestKeys(Map<String, PublicKey> named, List<PublicKey> unnamed) {
        this.named = Map.copyOf(named);
        this.unnamed = List.copyOf(unnamed);
    }

    /** No key is believed: chains and hashes can be checked, signatures cannot. */
    public static DigestKeys none() {
        return new DigestKeys(Map.of(), List.of());
    }

    /**
     * Reads the answer of {@code aws cloudtrail list-public-keys}, or PEM.
     *
     * @throws BreakwaterException {@link Code#MALFORMED_REQUEST} when there is no key in it, or one that cannot be used
     */
    public static DigestKeys read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            DigestKeys keys = text.stripLeading().startsWith("{") ? listed(text) : pem(text);
            if (keys.isEmpty()) {
                throw bad("there is no public key in it");
            }
            return keys;
        } catch (IOException unreadable) {
            throw bad("it cannot be read");
        }
    }

    private static BreakwaterException bad(String why) {
        return new BreakwaterException(
                Code.MALFORMED_REQUEST,
                "the file of digest keys cannot be used: " + why
                        + "; give the output of `aws cloudtrail list-public-keys`, or PEM");
    }

    private static DigestKeys listed(String text) {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (JsonNode key : JSON.readTree(text).path("PublicKeyList")) {
                keys.put(
                        key.path("Fingerprint").asText().toLowerCase(Locale.ROOT),
                        key(decoded(key.path("Value").asText()), true));
            }
        } catch (JsonProcessingException broken) {
            throw bad("it is no JSON");
        }
        return new DigestKeys(keys, List.of());
    }

    private static DigestKeys pem(String text) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher matcher = PEM.matcher(text);
        while (matcher.find()) {
            keys.add(key(decoded(matcher.group(2)), matcher.group(1) != null));
        }
        return new DigestKeys(Map.of(), keys);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException noBase64) {
            throw bad("a key in it is no base64");
        }
    }

    private static PublicKey key(byte[] der, boolean isPkcs1) {
        try {
            byte[] wrapped = isPkcs1 ? wrapped(der) : der;
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(wrapped));
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_BITS) {
                return key;
            }
            throw bad("a key in it is shorter than " + SHORTEST_BITS + " bits");
        } catch (GeneralSecurityException noKey) {
            throw bad("a key in it is no RSA key");
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] bits = new byte[pkcs1.length + 1];
        System.arraycopy(pkcs1, 0, bits, 1, pkcs1.length);
        return der(0x30, joined(RSA, der(0x03, bits)));
    }

    /** One value of ASN.1 in DER, with a length of two bytes where one does not do. */
    private static byte[] der(int tag, byte[] value) {
        int length = value.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return joined(head, value);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Whether no key is believed. */
    public boolean isEmpty() {
        return named.isEmpty() && unnamed.isEmpty();
    }

    boolean has(String fingerprint) {
        return named.containsKey(fingerprint.toLowerCase(Locale.ROOT)) || !unnamed.isEmpty();
    }

    /** Whether a key of that fingerprint, or one without a fingerprint, has signed this. */
    boolean signed(String fingerprint, byte[] bytes, String hex) {
        PublicKey known = named.get(fingerprint.toLowerCase(Locale.ROOT));
        return known != null && signed(known, bytes, hex) || unnamed.stream().anyMatch(key -> signed(key, bytes, hex));
    }

    private static boolean signed(PublicKey key, byte[] bytes, String hex) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(HexFormat.of().parseHex(hex));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }
}
