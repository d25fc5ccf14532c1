package io.breakwater.connect.witness;

import io.breakwater.ledger.spi.WitnessClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A witness behind an HTTP address.
 *
 * <p>One time limit covers everything from connecting to the last byte, for a witness that sends a byte a second must
 * not hold up the log. No redirects: the address is configuration, not the witness's to choose.
 */
public final class HttpWitness implements WitnessClient {
    private final URI addCheckpoint;
    private final Duration limit;
    private final HttpClient http;

    /**
     * A client of the witness with this submission prefix.
     *
     * @param prefix {@code http} or {@code https}, without query, for example {@code https://witness.example/breakwater}
     * @param limit the longest a request may take
     * @throws IllegalArgumentException for another address
     */
    public HttpWitness(URI prefix, Duration limit) {
        boolean web = "http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme());
        if (!web || prefix.getHost() == null || prefix.getQuery() != null || prefix.getFragment() != null) {
            throw new IllegalArgumentException("a witness has an address like https://witness.example, not " + prefix);
        }
        this.addCheckpoint = URI.create(prefix.toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public Answer addCheckpoint(byte[] request) {
        HttpRequest post = HttpRequest.newBuilder(addCheckpoint)
                .timeout(limit)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(post, head -> new BoundedBody(LONGEST_ANSWER));
        try {
            return answer(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            throw unreachable("no answer", failed);
        } catch (TimeoutException slow) {
            throw unreachable("no whole answer within " + limit.toMillis() + " ms", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable("stopped while waiting", stopped);
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), type, response.body());
    }

    private WitnessUnreachable unreachable(String why, Exception cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new WitnessUnreachable(why + " from " + addCheckpoint + " (" + root + ")", cause);
    }
}
