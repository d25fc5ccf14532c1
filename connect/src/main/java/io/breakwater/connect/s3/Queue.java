package io.breakwater.connect.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
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

    void delete(String receipt) throws Failed {
        try {
            sqs.get().deleteMessage(request -> request.queueUrl(url).receiptHandle(receipt));
        } catch (SdkException e) {
            throw Reason.ofQueue(e);
        }
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
        for (int from = 0; from < receipts.size(); from += BATCH) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
            for (String receipt : receipts.subList(from, Math.min(receipts.size(), from + BATCH))) {
                entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .receiptHandle(receipt)
                        .visibilityTimeout((int) visibility.toSeconds())
                        .build());
            }
            try {
                sqs.get()
                        .changeMessageVisibilityBatch(
                                request -> request.queueUrl(url).entries(entries));
            } catch (SdkException e) {
                throw Reason.ofQueue(e);
            }
        }
    }
}
