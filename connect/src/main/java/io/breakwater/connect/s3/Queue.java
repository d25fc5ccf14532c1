package io.breakwater.connect.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The queue, as far as we ask it. */
final class Queue {
    /** SQS allows no more in one request. */
    static final int BATCH = 10;

    private final Supplier<SqsClient> sqs;
    private final String url;
    private final Duration visibility;

    /** @param visibility for how long a message is ours before it is offered to others, if we say nothing more */
    Queue(Supplier<SqsClient> sqs, String url, Duration visibility) {
        this.sqs = sqs;
        this.url = url;
        this.visibility = visibility;
    }

    /**
     * A message that was received.
     *
     * @param receipt names this receipt of it
     * @param times how often it was received by now
     */
    record Received(String id, String receipt, String body, int times) {}

    /** What is there; waits for the first, if there is none. */
    List<Received> receive(Duration wait) throws Failed {
        try {
            return sqs
                    .get()
                    .receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds((int) wait.toSeconds())
                            .visibilityTimeout((int) visibility.toSeconds())
                            .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                    .messages()
                    .stream()
                    .map(Queue::received)
                    .toList();
        } catch (SdkException e) {
            throw Reason.ofQueue(e);
        }
    }

    private static Received received(Message message) {
        String times = Optional.ofNullable(
                        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .orElse("1");
        return new Received(message.messageId(), message.receiptHandle(), message.body(), Integer.parseInt(times));
    }

    /** What is not deleted comes again, and is known then. */
    void delete(List<String> receipts) throws Failed {
        for (List<String> batch : batches(receipts)) {
            try {
                sqs.get()
                        .deleteMessageBatch(request -> request.queueUrl(url)
                                .entries(numbered(
                                        batch,
                                        (id, receipt) -> DeleteMessageBatchRequestEntry.builder()
                                                .id(id)
                                                .receiptHandle(receipt)
                                                .build())));
            } catch (SdkException e) {
                throw Reason.ofQueue(e);
            }
        }
    }

    private static List<List<String>> batches(List<String> receipts) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < receipts.size(); from += BATCH) {
            batches.add(receipts.subList(from, Math.min(receipts.size(), from + BATCH)));
        }
        return batches;
    }

    private static <T> List<T> numbered(List<String> receipts, BiFunction<String, String, T> entry) {
        return IntStream.range(0, receipts.size())
                .mapToObj(i -> entry.apply(Integer.toString(i), receipts.get(i)))
                .toList();
    }

    /** It is offered again, to us or others, when that time is over. */
    void release(String receipt, Duration after) throws Failed {
        try {
            sqs.get()
                    .changeMessageVisibility(request ->
                            request.queueUrl(url).receiptHandle(receipt).visibilityTimeout((int) after.toSeconds()));
        } catch (SdkException e) {
            throw Reason.ofQueue(e);
        }
    }

    /** We need more time. Of what has been taken from us meanwhile nothing is said: it comes again by itself. */
    void extend(List<String> receipts) throws Failed {
        for (List<String> batch : batches(receipts)) {
            try {
                sqs.get()
                        .changeMessageVisibilityBatch(request -> request.queueUrl(url)
                                .entries(numbered(
                                        batch,
                                        (id, receipt) -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                                .id(id)
                                                .receiptHandle(receipt)
                                                .visibilityTimeout((int) visibility.toSeconds())
                                                .build())));
            } catch (SdkException e) {
                throw Reason.ofQueue(e);
            }
        }
    }
}
