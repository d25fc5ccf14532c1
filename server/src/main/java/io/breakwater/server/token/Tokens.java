package io.breakwater.server.token;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Hashes;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Issues, revokes and recognises API tokens.
 *
 * <p>A secret is {@code bw_} and 32 random bytes in base64url: nothing to guess, so a fast hash is enough to keep it by.
 * It is found by its hash and the hash is then compared in constant time; a lookup by hash tells a listener nothing
 * about the secret. A person may issue tokens to themselves; an administrator to anybody.
 *
 * <p>A token ends with the one it was issued with, at the latest, and is revoked with it: a stolen one does not renew
 * itself. It remembers everybody through whose hands it and the ones before it came, see {@link Caller#issuers}. A token
 * without one before it is shown by the server at a start, when no administrator has one that lasts.
 */
public final class Tokens {
    /** At a start, a first token is issued unless an administrator has one that lasts at least this long. */
    public static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** Longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int SECRET_BYTES = 32;
    private static final int MAX_LABEL = 80;
    private static final Pattern SECRET_FORM = Pattern.compile("bw_[A-Za-z0-9_-]{43}");
    private static final String ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 10;
    private static final String VIA = "token:";
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
     * Issues a token. It ends when its life is over or the caller's own token ends, whichever comes first.
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
                    Optional<ApiToken> parent = parent(tx, caller);
                    Instant wanted = tx.now().plusSeconds(expiresInSeconds);
                    Instant expiresAt = parent.map(ApiToken::expiresAt)
                            .filter(wanted::isAfter)
                            .orElse(wanted);
                    Origin origin = new Origin(parent.map(ApiToken::id), issuers(caller, person), caller.person());
                    return record(tx, caller.actor(), origin, person, cleanLabel, expiresAt);
                })
                .value();
    }

    /** Locked, so that it cannot be revoked while a token is issued with it. */
    private static Optional<ApiToken> parent(Transaction tx, Caller caller) {
        if (!caller.via().startsWith(VIA)) {
            return Optional.empty();
        }
        return Optional.of(tx.state()
                .lock(ApiToken.class, caller.via().substring(VIA.length()))
                .map(Stored::value)
                .filter(token -> token.usableAt(tx.now()))
                .orElseThrow(Tokens::notRecognised));
    }

    private static Set<PersonId> issuers(Caller caller, PersonId person) {
        Set<PersonId> issuers = new TreeSet<>(Comparator.comparing(PersonId::value));
        issuers.addAll(caller.issuers());
        issuers.add(caller.person());
        issuers.remove(person);
        return issuers;
    }

    /** Where a token comes from. */
    private record Origin(Optional<TokenId> parent, Set<PersonId> issuers, PersonId by) {}

    /**
     * The token everything begins with, when there is none that lasts: none of an administrator who may act is usable for
     * {@link #RENEWED_BEFORE}. One that was shown and never used does not count and is made useless, since nobody can tell
     * who has seen it. It goes to the administrator named, or to another one when that one is none any longer.
     */
    public Optional<Issued> issueFirst(PersonId administrator, long expiresInSeconds) {
        return journal.transact(tx -> {
                    List<PersonId> administrators = administrators(tx);
                    List<Stored<ApiToken>> theirs = administrators.stream()
                            .flatMap(person -> tokens(tx, person).stream())
                            .filter(stored -> stored.value().usableAt(tx.now()))
                            .toList();
                    Instant lasting = tx.now().plus(RENEWED_BEFORE);
                    boolean oneLasts = theirs.stream()
                            .map(Stored::value)
                            .anyMatch(token -> !isUnusedFirst(token) && token.usableAt(lasting));
                    if (oneLasts || administrators.isEmpty()) {
                        return Optional.<Issued>empty();
                    }
                    PersonId to = administrators.contains(administrator) ? administrator : administrators.get(0);
                    theirs.stream()
                            .filter(stored -> isUnusedFirst(stored.value()))
                            .forEach(stored -> revoke(tx, FOUNDING, to, stored));
                    Origin origin = new Origin(Optional.empty(), Set.of(), to);
                    return Optional.of(record(
                            tx, FOUNDING, origin, to, FIRST_LABEL, tx.now().plusSeconds(expiresInSeconds)));
                })
                .value();
    }

    private static List<PersonId> administrators(Transaction tx) {
        return Directory.everybody(tx).stream()
                .filter(Person::active)
                .filter(person -> person.functions().contains(Function.ADMINISTRATOR))
                .map(Person::id)
                .toList();
    }

    private static boolean isUnusedFirst(ApiToken token) {
        return token.parent().isEmpty() && token.lastUsedAt().isEmpty();
    }

    private Issued record(
            Transaction tx, Actor actor, Origin origin, PersonId person, String label, Instant expiresAt) {
        String secret = newSecret();
        ApiToken token = new ApiToken(
                newId(),
                person,
                label,
                hash(secret),
                tx.now(),
                expiresAt,
                origin.parent(),
                origin.issuers(),
                Optional.empty(),
                Optional.empty());
        tx.state().insert(token.id().value(), token);
        tx.state().insert(token.hash(), new TokenByHash(token.id()));
        tx.append(actor, new TokenIssued(token.id(), person, expiresAt, origin.by()));
        return new Issued(token, secret);
    }

    /** Makes a token and all that were issued with it useless. Doing so twice changes nothing. */
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
            revokeOne(tx, actor, by, stored);
        }
        for (TokenId child : children(tx, token.id())) {
            tx.state().lock(ApiToken.class, child.value()).ifPresent(issued -> revoke(tx, actor, by, issued));
        }
    }

    /** This one alone, whatever was issued with it. */
    static void revokeOne(Transaction tx, Actor actor, PersonId by, Stored<ApiToken> stored) {
        ApiToken token = stored.value();
        tx.state().update(stored, token.revoked(tx.now()));
        tx.append(actor, new TokenRevoked(token.id(), token.person(), by));
    }

    private static List<TokenId> children(Transaction tx, TokenId parent) {
        return all(tx, Map.of("parent", parent.value())).stream()
                .map(stored -> stored.value().id())
                .toList();
    }

    static List<Stored<ApiToken>> tokens(Transaction tx, PersonId person) {
        return all(tx, Map.of("person", person.value()));
    }

    static List<Stored<ApiToken>> all(Transaction tx, Map<String, Object> matching) {
        List<Stored<ApiToken>> all = new ArrayList<>();
        tx.state().each(ApiToken.class, matching, all::add);
        return all;
    }

    /** The tokens of a person, for that person or an administrator. */
    public List<ApiToken> of(Caller caller, PersonId person) {
        return journal.read(tx -> {
            requireSelfOrAdministrator(tx, caller, person);
            return tokens(tx, person).stream().map(Stored::value).toList();
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
        ApiToken token = found.token();
        return new Caller(token.person(), via(token), token.issuers());
    }

    /** How a caller with this token came in. */
    static String via(ApiToken token) {
        return VIA + token.id();
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

    static boolean isAdministrator(Transaction tx, PersonId person) {
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
        return Hashes.sha256Hex(secret.getBytes(StandardCharsets.US_ASCII));
    }
}
