package io.breakwater.connect.s3;

import io.breakwater.model.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which queue is asked, and what may be read then. Credentials are not here: the SDK finds them in the environment, the
 * profile, a web identity, or the machine's role.
 *
 * @param queue the queue's URL
 * @param buckets the objects its messages may name, each a bucket or a bucket, a slash and a prefix
 * @param endpoint where S3 is, when it is not AWS's own
 * @param region of queue and bucket; when absent, the one in the queue's URL, else the one the SDK finds
 * @param diskBytes how much of the disk fetched logs may take; no larger object is read
 */
public record S3Settings(
        String queue, List<String> buckets, Optional<String> endpoint, Optional<String> region, long diskBytes) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");
    private static final Pattern REGION_IN_HOST = Pattern.compile("(?:^|\\.)(" + REGION.pattern() + ")\\.");
    private static final Pattern QUEUE_PATH = Pattern.compile("(/[A-Za-z0-9._-]+){2,3}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public S3Settings {
        buckets = List.copyOf(buckets);
    }

    /** What is wrong with it, each a sentence. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        checkUrl("the queue", queue, problems);
        endpoint.ifPresent(url -> checkUrl("the endpoint of S3", url, problems));
        uri(queue)
                .filter(url -> !QUEUE_PATH.matcher(url.getPath()).matches())
                .ifPresent(url -> problems.add("the URL of the queue ends in account and name, not " + shown(queue)));
        region.filter(name -> !REGION.matcher(name).matches())
                .ifPresent(name -> problems.add(shown(name) + " is no region; eu-central-1 is one"));
        if (buckets.isEmpty()) {
            problems.add("name the buckets its messages may make us read in breakwater.watch.s3.buckets;"
                    + " without it, whoever can send to the queue would choose");
        }
        buckets.stream()
                .filter(entry -> !AllowedObjects.Entry.of(entry).isValid())
                .forEach(entry -> problems.add(shown(entry) + " is no bucket; it is bucket or bucket/prefix"));
        return problems;
    }

    private static void checkUrl(String what, String text, List<String> problems) {
        Optional<URI> url = uri(text);
        if (url.isEmpty() || url.get().getUserInfo() != null || url.get().getQuery() != null) {
            problems.add(what + " is a URL as https://host/path, without a user, not " + shown(text));
        } else if (url.get().getScheme().equalsIgnoreCase("http")
                && !LOOPBACK.contains(url.get().getHost())) {
            problems.add(what + " is reached by https, since anybody on the way could change what is evidence");
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            URI url = new URI(text);
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            return Optional.of(url).filter(u -> http && u.getHost() != null && u.getPath() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        return Texts.quoted(text.replaceFirst("//[^/@]*@", "//…@"));
    }

    AllowedObjects allowed() {
        return new AllowedObjects(buckets.stream().map(AllowedObjects.Entry::of).toList());
    }

    /** What a queue is called on the record: account and name, by whatever route it is reached; empty when its URL is none. */
    public static Optional<String> nameOf(String queue) {
        return uri(queue)
                .filter(url -> url.getUserInfo() == null
                        && QUEUE_PATH.matcher(url.getPath()).matches())
                .map(url -> "sqs:" + url.getPath().substring(1));
    }

    String name() {
        return nameOf(queue).orElseThrow();
    }

    /** Where SQS is: the SDK would ask the region's public address, whatever the queue's URL says. */
    URI queueEndpoint() {
        URI url = URI.create(queue);
        return URI.create(url.getScheme() + "://" + url.getAuthority());
    }

    /** The region, where it is said. */
    Optional<String> regionSaid() {
        Matcher host = REGION_IN_HOST.matcher(URI.create(queue).getHost());
        return region.or(() -> host.find() ? Optional.of(host.group(1)) : Optional.empty());
    }
}
