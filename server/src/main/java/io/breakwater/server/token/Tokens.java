package io.breakwater.server.token;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact.TokenIssued;
import io.breakwater.model.HouseFact.TokenRevoked;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Texts;
import io.breakwater.model.TokenId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Issues, revokes and recognises API tokens.
 *
 * <p>A secret is {@code bw_} and 32 random bytes in base64url: nothing to guess, so a fast hash is enough to keep it by.
 * It is found by its hash and the hash is then compared in constant time; a lookup by hash tells a listener nothing
 * about the secret. A person may issue tokens to themselves; an administrator to anybody.
 */
public final class Tokens {
    /** Longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int SECRET_BYTES = 32;
    private static final int MAX_LABEL = 80;
    private static final int MAX_TOKENS_LISTED = 1000;
    private static final Pattern SECRET_FORM = Pattern.compile("bw_[A-Za-z0-9_-]{43}");
    private static final String ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 10;
    private static final String FIRST_LABEL = "first start";
    private static final Actor FOUNDING = Actor.system("founding");
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private final Journal journal;
    private final SecureRandom random;

    public Tokens(Journal journal, SecureRandom random) {
        this.journal = journal;
        this.random = random;
    }

    /** A new token and its secret, which is shown now and never again. */
    public record Issued(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Issued(" + token.id() + ")";
        }
    }

    /**
     * Issues a token.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED} for somebody else's token without being administrator, {@code
     *     NOT_FOUND} for a person who is not there or may not act, {@code MALFORMED_REQUEST} for a life of under a minute
     *     or over {@link #LONGEST}
     */
    public Issued issue(Caller caller, PersonId person, String label, long expiresInSeconds) {
        String cleanLabel = Texts.clean("the label", label, MAX_LABEL);
        if (expiresInSeconds < 60 || expiresInSeconds > LONGEST.toSeconds()) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST,
                    "expiresInSeconds is from 60 to " + LONGEST.toSeconds() + ", not " + expiresInSeconds);
        }
        return journal.transact(tx -> {
                    requireSelfOrAdministrator(tx, caller, person);
                    requireActive(tx, person);
                    return record(tx, caller.actor(), caller.person(), person, cleanLabel, expiresInSeconds);
                })
                .value();
    }

    /**
     * The first token of all. Until it has been used, each call makes another one and the earlier ones useless, since
     * nobody can tell whether they were ever shown; once it has been used, or there is another token, there is none.
     */
    public Optional<Issued> issueFirst(PersonId administrator, long expiresInSeconds) {
        return journal.transact(tx -> {
                    List<Stored<ApiToken>> all = tx.state().list(ApiToken.class, Map.of(), "", MAX_TOKENS_LISTED);
                    if (!all.stream().map(Stored::value).allMatch(Tokens::isUnusedFirst)) {
                        return Optional.<Issued>empty();
                    }
                    all.forEach(stored -> revoke(tx, FOUNDING, administrator, stored));
                    return Optional.of(
                            record(tx, FOUNDING, administrator, administrator, FIRST_LABEL, expiresInSeconds));
                })
                .value();
    }

    private static boolean isUnusedFirst(ApiToken token) {
        return token.label().equals(FIRST_LABEL) && token.lastUsedAt().isEmpty();
    }

    private Issued record(
            Transaction tx, Actor actor, PersonId by, PersonId person, String label, long expiresInSeconds) {
        String secret = newSecret();
        Instant now = tx.now();
        Instant expiresAt = now.plusSeconds(expiresInSeconds);
        ApiToken token =
                new ApiToken(newId(), person, label, hash(secret), now, expiresAt, Optional.empty(), Optional.empty());
        tx.state().insert(token.id().value(), token);
        tx.state().insert(token.hash(), new TokenByHash(token.id()));
        tx.append(actor, new TokenIssued(token.id(), person, expiresAt, by));
        return new Issued(token, secret);
    }

    /** Makes a token useless. Doing so twice changes nothing. */
    public void revoke(Caller caller, TokenId id) {
        journal.transact(tx -> {
            Stored<ApiToken> stored = tx.state()
                    .lock(ApiToken.class, id.value())
                    .filter(t -> maySee(tx, caller, t.value().person()))
                    .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no token " + id));
            revoke(tx, caller.actor(), caller.person(), stored);
            return id;
        });
    }

    private static void revoke(Transaction tx, Actor actor, PersonId by, Stored<ApiToken> stored) {
        ApiToken token = stored.value();
        if (token.revokedAt().isEmpty()) {
            tx.state().update(stored, token.revoked(tx.now()));
            tx.append(actor, new TokenRevoked(token.id(), token.person(), by));
        }
    }

    /** The tokens of a person, for that person or an administrator. */
    public List<ApiToken> of(Caller caller, PersonId person) {
        return journal.read(tx -> {
            requireSelfOrAdministrator(tx, caller, person);
            return tx.state().list(ApiToken.class, Map.of("person", person.value()), "", MAX_TOKENS_LISTED).stream()
                    .map(Stored::value)
                    .toList();
        });
    }

    /**
     * The caller behind a secret.
     *
     * @throws BreakwaterException {@code NOT_AUTHENTICATED}, in the same words whatever is wrong with it
     */
    public Caller recognise(String secret) {
        if (!SECRET_FORM.matcher(secret).matches()) {
            throw notRecognised();
        }
        String hash = hash(secret);
        Recognised found = journal.read(tx ->
                        usable(tx, hash).map(token -> new Recognised(token, useIsToBeNoted(tx, token))))
                .orElseThrow(Tokens::notRecognised);
        if (found.noteUse()) {
            journal.transact(tx -> noteUse(tx, found.token().id()));
        }
        return new Caller(found.token().person(), "token:" + found.token().id());
    }

    private static Optional<ApiToken> usable(Transaction tx, String hash) {
        return tx.state()
                .find(TokenByHash.class, hash)
                .flatMap(entry ->
                        tx.state().find(ApiToken.class, entry.value().token().value()))
                .map(Stored::value)
                .filter(token -> sameHash(token.hash(), hash))
                .filter(token -> token.usableAt(tx.now()))
                .filter(token -> active(tx, token.person()).isPresent());
    }

    private record Recognised(ApiToken token, boolean noteUse) {}

    private static boolean useIsToBeNoted(Transaction tx, ApiToken token) {
        return token.lastUsedAt()
                .filter(at -> at.plus(USE_IS_NOTED_EVERY).isAfter(tx.now()))
                .isEmpty();
    }

    private static boolean noteUse(Transaction tx, TokenId id) {
        tx.state()
                .lock(ApiToken.class, id.value())
                .ifPresent(stored -> tx.state().update(stored, stored.value().used(tx.now())));
        return true;
    }

    private static boolean maySee(Transaction tx, Caller caller, PersonId owner) {
        return caller.person().equals(owner) || isAdministrator(tx, caller.person());
    }

    private static void requireSelfOrAdministrator(Transaction tx, Caller caller, PersonId owner) {
        if (!maySee(tx, caller, owner)) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED, "only the person and administrators may manage a person's tokens");
        }
    }

    private static void requireActive(Transaction tx, PersonId person) {
        if (active(tx, person).isEmpty()) {
            throw new BreakwaterException(Code.NOT_FOUND, "there is no active person " + person);
        }
    }

    private static boolean isAdministrator(Transaction tx, PersonId person) {
        return active(tx, person)
                .filter(p -> p.functions().contains(Function.ADMINISTRATOR))
                .isPresent();
    }

    private static Optional<Person> active(Transaction tx, PersonId person) {
        return tx.state().find(Person.class, person.value()).map(Stored::value).filter(Person::active);
    }

    private static BreakwaterException notRecognised() {
        return new BreakwaterException(
                Code.NOT_AUTHENTICATED, "send a valid API token as \"Authorization: Bearer bw_…\"");
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "bw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private TokenId newId() {
        StringBuilder id = new StringBuilder("TK-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        return new TokenId(id.toString());
    }

    private static boolean sameHash(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
