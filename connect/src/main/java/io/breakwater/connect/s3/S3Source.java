package io.breakwater.connect.s3;

import io.breakwater.connect.s3.Fetch.Fetched;
import io.breakwater.connect.s3.Held.Item;
import io.breakwater.connect.s3.Queue.Received;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Unread;
import io.breakwater.model.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Logs in S3 buckets, as an SQS queue announces them. An object is fetched when its message comes, offered as a file, and its
 * message deleted when all it names is on the record. While we work the queue is told, so that it offers the message to nobody
 * else.
 *
 * <p>The caller never waits inside the SDK: a long poll cannot be ended from outside, but nobody has to wait for it.
 */
public final class S3Source implements LogSource {
    private static final int FETCHES = 8;
    /** A poll that nobody waits for any more may still be under way. */
    private static final int THREADS = FETCHES + 1;

    private static final int BEATS = 3;
    private static final int MOST_SHOWN = 200;
    private static final int IDLE_SECONDS = 10;
    /** How much is fetched before what is here is offered; one larger object is fetched alone. */
    private static final long ROUND_BYTES = 64L << 20;

    private final String name;
    private final Queue queue;
    private final Fetch fetch;
    private final Spool spool;
    private final Pace pace;
    private final Holding holding;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), S3Source::thread);
    /** A thread of its own: behind fetches that nobody answers it would ask too late. */
    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(1, S3Source::thread);

    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Map<Trouble, Unread> unread = new TreeMap<>();
    private List<Item> offered = List.of();

    S3Source(
            String name, Queue queue, Fetch fetch, Spool spool, Pace pace, InstantSource clock, LongSupplier nanoTime) {
        this.name = name;
        this.queue = queue;
        this.fetch = fetch;
        this.spool = spool;
        this.pace = pace;
        this.holding = new Holding(queue, spool, pace, this::note);
        this.clock = clock;
        this.nanoTime = nanoTime;
        long beat = pace.visibility().toMillis() / BEATS;
        var unused = beats.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks nobody yet.
     *
     * @param folder for what is fetched; nobody else may use it, and what is in it goes
     */
    public static S3Source open(S3Settings settings, Path folder, InstantSource clock, LongSupplier nanoTime) {
        Aws aws = new Aws(settings);
        Spool spool = new Spool(folder, settings.diskBytes());
        return new S3Source(
                settings.name(),
                new Queue(aws::sqs, settings.queue(), Pace.USUAL.visibility()),
                new Fetch(aws::s3, settings.allowed(), spool, nanoTime),
                spool,
                Pace.USUAL,
                clock,
                nanoTime);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "s3");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return name;
    }

    /** @throws IOException when the queue cannot be asked, with a stable code; what cannot be read is in {@link #unread} */
    @Override
    public List<Delivery> poll(int most) throws IOException {
        try {
            return closed.isDone() ? List.of() : look(most);
        } catch (Failed e) {
            throw new IOException(e.trouble() + ": " + e.sentence(), e);
        }
    }

    private List<Delivery> look(int most) throws Failed, IOException {
        // What was offered and is not done did not work: one that never does must not hold up the others.
        offered.stream().filter(Item::isOpen).forEach(this::putOff);
        offered = List.of();
        holding.settle(now());
        fetch.prepare();
        if (holding.due(now()).isEmpty()) {
            receive(most);
        }
        bring(round(most));
        return offered.stream().flatMap(item -> item.delivery().stream()).toList();
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    private void putOff(Item item) {
        item.putOff(pace, now());
    }

    /** Waits for the first, and then takes what is there already. */
    private void receive(int most) throws Failed {
        int came = holding.isFull() ? 0 : receive(patience());
        while (came == Queue.BATCH && !holding.isFull() && holding.due(now()).size() < most) {
            came = receive(Duration.ZERO);
        }
    }

    /** @return how many messages came */
    private int receive(Duration wait) throws Failed {
        Optional<Answer<List<Received>>> answer = unlessClosed(() -> {
            Answer<List<Received>> received = Answer.of(() -> queue.receive(wait));
            if (closed.isDone()) {
                received.ifGood(late -> late.forEach(message -> release(message, Duration.ZERO)));
            }
            return received;
        });
        if (answer.isEmpty()) {
            return 0;
        }
        List<Received> messages = answer.get().orThrow();
        messages.forEach(this::take);
        return messages.size();
    }

    /** No longer than until something is to be tried again. */
    private Duration patience() {
        long now = now();
        return holding.nextDueNanos(now)
                .map(Duration::ofNanos)
                .map(next -> next.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : next)
                .filter(next -> next.compareTo(pace.longPoll()) < 0)
                .orElse(pace.longPoll());
    }

    private void take(Received message) {
        try {
            holding.take(message, Announcement.read(message.body()), now());
        } catch (Failed e) {
            note(e);
            release(message, pace.leftFor(message.times()));
        }
    }

    /** If the queue does not hear it, the message comes again when its visibility is over. */
    private void release(Received message, Duration after) {
        try {
            queue.release(message.receipt(), after);
        } catch (Failed e) {
            note(e);
        }
    }

    /** What is due, as much of it as there is room for now. */
    private List<Item> round(int most) {
        List<Item> round = new ArrayList<>();
        long bytes = 0;
        for (Item item : holding.due(now())) {
            long size = item.delivery().isPresent() ? 0 : item.object().size().orElse(0);
            boolean fits = bytes == 0 || bytes + size <= ROUND_BYTES;
            if (round.size() < most && fits && isAllowed(item) && spool.hasRoomFor(bytes + size)) {
                round.add(item);
                bytes += size;
            }
        }
        return round;
    }

    private boolean isAllowed(Item item) {
        try {
            fetch.check(item.object());
            return true;
        } catch (Failed e) {
            failed(item, e);
            return false;
        }
    }

    private void bring(List<Item> round) throws IOException {
        List<Item> missing =
                round.stream().filter(item -> item.delivery().isEmpty()).toList();
        List<CompletableFuture<Answer<Fetched>>> fetches =
                missing.stream().map(item -> fetching(item.object())).toList();
        for (int i = 0; i < missing.size(); i++) {
            Optional<Answer<Fetched>> answer = unlessClosed(fetches.get(i));
            if (answer.isEmpty()) {
                return;
            }
            came(missing.get(i), answer.get());
        }
        holding.settle(now());
        offered = round.stream()
                .filter(Item::isOpen)
                .filter(item -> item.delivery().isPresent())
                .toList();
    }

    /** Whatever happens to one object, what became of the others is heard. */
    private CompletableFuture<Answer<Fetched>> fetching(LoggedObject object) {
        return CompletableFuture.supplyAsync(() -> Answer.of(() -> fetch.get(object)), threads)
                .exceptionally(error -> Answer.failed(unforeseen(object.shown() + " could not be fetched", error)));
    }

    private static Failed unforeseen(String what, Throwable error) {
        return new Failed(
                Trouble.UNFORESEEN,
                what + " for a reason that has no name here (" + Texts.shown(String.valueOf(error), MOST_SHOWN) + ")",
                error);
    }

    private void came(Item item, Answer<Fetched> answer) {
        try {
            item.here(answer.orThrow());
        } catch (Failed e) {
            failed(item, e);
        }
    }

    private void failed(Item item, Failed e) {
        note(e);
        if (e.trouble().passes()) {
            putOff(item);
        } else {
            item.left();
        }
    }

    private void note(Failed e) {
        Instant at = clock.instant();
        synchronized (unread) {
            long before =
                    unread.containsKey(e.trouble()) ? unread.get(e.trouble()).count() : 0;
            unread.put(e.trouble(), new Unread(e.trouble().name(), before + 1, at, e.sentence()));
        }
    }

    private <T> Optional<T> unlessClosed(Supplier<T> work) {
        return unlessClosed(CompletableFuture.supplyAsync(work, threads));
    }

    private <T> Optional<T> unlessClosed(CompletableFuture<T> work) {
        CompletableFuture.anyOf(work, closed).join();
        return work.isDone() ? Optional.of(work.join()) : Optional.empty();
    }

    /** One that threw would be the last, and nobody would hear of it. */
    private void beat() {
        var unused = CompletableFuture.runAsync(this::askForMoreTime, Runnable::run)
                .whenComplete((nothing, error) -> Optional.ofNullable(error)
                        .ifPresent(why -> note(unforeseen("the queue could not be asked for more time", why))));
    }

    private void askForMoreTime() {
        List<String> receipts = holding.receipts();
        try {
            if (!receipts.isEmpty() && !closed.isDone()) {
                queue.extend(receipts);
            }
        } catch (Failed e) {
            note(e);
        }
    }

    @Override
    public void done(Delivery delivery) throws IOException {
        holding.done(delivery);
    }

    @Override
    public List<Unread> unread() {
        synchronized (unread) {
            return List.copyOf(unread.values());
        }
    }

    /** What we hold comes again when its visibility is over. What is being read may still be done. */
    @Override
    public void close() {
        closed.complete(true);
        beats.shutdown();
    }
}
