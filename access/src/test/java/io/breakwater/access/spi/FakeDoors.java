package io.breakwater.access.spi;

import io.breakwater.model.GrantId;
import io.breakwater.model.PersonId;
import io.breakwater.model.TargetName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A target in memory that enforces what a real one does (accounts, secrets, expiry, sessions), and breaks when told to.
 * Its world is seen from outside with {@link #logsIn} and {@link #mayBeUsed}, not through the provider.
 */
public final class FakeDoors implements AccessProvider {
    private static final Set<String> SETTINGS =
            Set.of("host", "port", "database", "admin-user", "admin-password", "groups", "owner");
    /** The kind, as policy names it. */
    public static final String KIND = "fake";

    private static final String PREFIX = "breakwater_";

    private final InstantSource clock;
    private final String kind;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<Call, Deque<Fault>> faults = new EnumMap<>(Call.class);
    private final Map<Call, Deque<Runnable>> meanwhile = new EnumMap<>(Call.class);
    private boolean down;
    private int effects;

    public FakeDoors(InstantSource clock) {
        this(clock, KIND);
    }

    /** A fake of another kind, which takes every setting. */
    public FakeDoors(InstantSource clock, String kind) {
        this.clock = clock;
        this.kind = kind;
    }

    /** The calls that can break. */
    public enum Call {
        OPEN,
        CLOSE,
        PROBE,
        USED,
        ACCOUNTS
    }

    /** How a call breaks. */
    public enum Fault {
        /** Nothing happens, and no answer comes. */
        UNREACHABLE_BEFORE,
        /** It happens, and no answer comes. */
        UNREACHABLE_AFTER,
        /** Half of it happens, and no answer comes: an account whose login was never tried, or sessions that live on. */
        UNREACHABLE_MIDWAY,
        /** The target says no. */
        REFUSES,
        /** The process dies: it happens, and the error is none the room knows. */
        DIES_AFTER,
        /** The process dies before it happens. */
        DIES_BEFORE
    }

    /** The end of the process, as far as a test goes. */
    public static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {
            super("the process died here");
        }
    }

    private static final class Account {
        private char[] secret = {};
        private Instant until = Instant.MIN;
        private String note = "";
        private int sessions;
        private boolean used;
    }

    /** Breaks the next calls of that kind, one fault each. */
    public FakeDoors breaking(Call call, Fault... next) {
        faults.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(List.of(next));
        return this;
    }

    /** Runs something in the middle of the next call of that kind, after its effect and before its answer. */
    public void during(Call call, Runnable work) {
        meanwhile.computeIfAbsent(call, c -> new ArrayDeque<>()).add(work);
    }

    /** Takes the target down or up. */
    public void down(boolean isDown) {
        down = isDown;
    }

    /** Forgets all faults that are still to come. */
    public void heal() {
        down = false;
        faults.clear();
        meanwhile.clear();
    }

    /** How many calls changed something. */
    public int effects() {
        return effects;
    }

    /** Whether a new login works now. */
    public boolean logsIn(String account, char[] secret) {
        return login(account, secret).isPresent();
    }

    /** Opens a session; it lives until it is ended, whatever becomes of the account's expiry. */
    public void openSession(String account, char[] secret) {
        Account found = login(account, secret).orElseThrow(() -> new IllegalStateException("refused"));
        found.sessions++;
        found.used = true;
    }

    /** How many sessions of the account live. */
    public int sessions(String account) {
        return Optional.ofNullable(accounts.get(account)).map(a -> a.sessions).orElse(0);
    }

    /** Gives the account another secret. */
    public void changeSecret(String account, char[] secret) {
        accounts.get(account).secret = secret.clone();
    }

    /** Whether anything can be done with the account now, or later by somebody who has its secret. */
    public boolean mayBeUsed(String account) {
        return accounts.containsKey(account);
    }

    /** Names of all accounts. */
    public List<String> accountNames() {
        return List.copyOf(accounts.keySet());
    }

    /** Puts an account there that no grant explains. */
    public void plant(String account, String note) {
        Account planted = new Account();
        planted.note = note;
        accounts.put(account, planted);
    }

    /** Takes an account away behind everybody's back. */
    public void uproot(String account) {
        accounts.remove(account);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public List<String> problemsWith(Map<String, String> settings) {
        return settings.keySet().stream()
                .filter(key -> !SETTINGS.contains(key))
                .map(key -> "unknown setting \"" + key + "\"")
                .toList();
    }

    @Override
    public String accountFor(GrantId grant, PersonId person) {
        return PREFIX + grant.value().substring(3);
    }

    @Override
    public Handout open(Opening opening, Secret secret) {
        return call(Call.OPEN, opening.settings(), () -> {
            Account account = accounts.computeIfAbsent(opening.account(), a -> new Account());
            account.secret = secret.reveal();
            account.until = opening.endsAt();
            account.note = opening.grant() + " " + opening.incident();
            effects++;
            return new Handout(opening.account(), Map.of("FAKE_HOST", "fake.test"), "FAKE_SECRET");
        });
    }

    @Override
    public Closing close(Opening opening) {
        Fault next = faults.getOrDefault(Call.CLOSE, new ArrayDeque<>()).peek();
        if (next == Fault.UNREACHABLE_MIDWAY && accounts.containsKey(opening.account())) {
            accounts.get(opening.account()).until = Instant.MIN;
        }
        return call(Call.CLOSE, opening.settings(), () -> {
            Account account = accounts.remove(opening.account());
            effects += account == null ? 0 : 1;
            return new Closing(account == null ? 0 : account.sessions, "");
        });
    }

    @Override
    public Probe probe(Opening opening, Secret secret) {
        return call(Call.PROBE, opening.settings(), () -> {
            char[] tried = secret.reveal();
            boolean open = logsIn(opening.account(), tried);
            Arrays.fill(tried, '\0');
            boolean left = accounts.containsKey(opening.account());
            return new Probe(!open && !left, open ? "login works" : left ? "account is left" : "FAKE01 refused");
        });
    }

    @Override
    public boolean used(Opening opening) {
        return call(
                Call.USED,
                opening.settings(),
                () -> Optional.ofNullable(accounts.get(opening.account()))
                        .map(account -> account.used)
                        .orElse(false));
    }

    @Override
    public List<FoundAccount> accounts(TargetName target, Map<String, String> settings) {
        return call(
                Call.ACCOUNTS,
                settings,
                () -> accounts.entrySet().stream()
                        .map(e -> new FoundAccount(e.getKey(), e.getValue().note))
                        .toList());
    }

    private synchronized Optional<Account> login(String account, char[] secret) {
        return Optional.ofNullable(accounts.get(account))
                .filter(a -> Arrays.equals(a.secret, secret) && clock.instant().isBefore(a.until));
    }

    private synchronized <T> T call(Call call, Map<String, String> settings, Supplier<T> effect) {
        Fault fault = faults.getOrDefault(call, new ArrayDeque<>()).poll();
        if (down || "nowhere.test".equals(settings.get("host")) || fault == Fault.UNREACHABLE_BEFORE) {
            throw unreachable();
        } else if (fault == Fault.REFUSES) {
            throw new ProviderException.Refused("the target said no", new IllegalStateException("refused"));
        } else if (fault == Fault.DIES_BEFORE) {
            throw new Died();
        } else if (fault == Fault.UNREACHABLE_MIDWAY && call == Call.CLOSE) {
            throw unreachable();
        }
        T answer = effect.get();
        Optional.ofNullable(meanwhile.getOrDefault(call, new ArrayDeque<>()).poll())
                .ifPresent(Runnable::run);
        if (fault == Fault.UNREACHABLE_AFTER || fault == Fault.UNREACHABLE_MIDWAY) {
            throw unreachable();
        } else if (fault == Fault.DIES_AFTER) {
            throw new Died();
        }
        return answer;
    }

    private static ProviderException unreachable() {
        return new ProviderException.Unreachable("the target does not answer", new IllegalStateException("down"));
    }
}
