package io.breakwater.connect.s3;

import io.breakwater.model.Texts;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Which trouble an answer of AWS, or none, is. The texts of AWS are not passed on: they name requests, and change. An answer that
 * is neither S3's nor SQS's is that of STS, which was asked for credentials on the way.
 */
final class Reason {
    private static final int MOST_SHOWN = 80;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY = 429;
    private static final int REDIRECTED = 300;
    private static final int SERVER_ERROR = 500;

    /** What AWS says when it does not know who asks, or not any more: nothing about what was asked for. */
    private static final Set<String> NOT_KNOWN = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "InvalidToken",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidSecurity",
            "SignatureDoesNotMatch",
            "RequestTimeTooSkewed",
            "RequestExpired");

    private Reason() {}

    static Failed ofObject(LoggedObject object, SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return ofNoAnswer("S3", Trouble.STORE_UNREACHABLE, e);
        }
        Trouble trouble = ofObject(answer);
        return new Failed(trouble, object.shown() + " " + said(trouble) + " (" + shortly(answer) + ")", e);
    }

    private static Trouble ofObject(AwsServiceException answer) {
        String code = code(answer);
        int status = answer.statusCode();
        if (NOT_KNOWN.contains(code) || !(answer instanceof S3Exception)) {
            return Trouble.CREDENTIALS_REFUSED;
        }
        if (isBusy(answer)) {
            return Trouble.STORE_BUSY;
        }
        if (code.startsWith("KMS.") || status == FORBIDDEN && text(answer).contains("kms:")) {
            return Trouble.KEY_DENIED;
        }
        if (code.equals("InvalidObjectState")) {
            return Trouble.OBJECT_ARCHIVED;
        }
        if (status >= REDIRECTED && status < BAD_REQUEST || code.equals("AuthorizationHeaderMalformed")) {
            return Trouble.BUCKET_ELSEWHERE;
        }
        return switch (status) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> Trouble.OBJECT_GONE;
            case PRECONDITION_FAILED -> Trouble.OBJECT_CHANGED;
            default -> Trouble.OBJECT_DENIED;
        };
    }

    private static String said(Trouble trouble) {
        return switch (trouble) {
            case CREDENTIALS_REFUSED ->
                "is not given out: our credentials are not taken; renew them, see who may assume the role, or set the clock";
            case STORE_BUSY -> "is not given out now: S3 asks us to slow down or is in trouble";
            case KEY_DENIED -> "cannot be decrypted: allow kms:Decrypt with its key, and see that the key is enabled";
            case OBJECT_ARCHIVED -> "is in an archive: restore it, or exempt logs from that rule of the bucket";
            case BUCKET_ELSEWHERE -> "is in a bucket of another region that S3 does not name";
            case OBJECT_GONE -> "is gone: find out who removed it before it was read";
            case OBJECT_CHANGED -> "is not what was announced any more: find out who replaced it before it was read";
            default -> "may not be read: allow s3:GetObject and, in a bucket with versions, s3:GetObjectVersion";
        };
    }

    static Failed ofQueue(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return ofNoAnswer("the queue", Trouble.QUEUE_UNREACHABLE, e);
        }
        String code = code(answer);
        Trouble trouble;
        String sentence;
        if (NOT_KNOWN.contains(code) || !(answer instanceof SqsException)) {
            trouble = Trouble.CREDENTIALS_REFUSED;
            sentence = "our credentials are not taken; renew them, see who may assume the role, or set the clock";
        } else if (code.contains("QueueDoesNotExist") || code.contains("NonExistentQueue")) {
            trouble = Trouble.QUEUE_GONE;
            sentence = "there is no such queue; see its URL and region";
        } else if (isBusy(answer)) {
            trouble = Trouble.QUEUE_BUSY;
            sentence = "the queue asks us to slow down or is in trouble";
        } else {
            trouble = Trouble.QUEUE_DENIED;
            sentence = "the queue may not be asked; allow sqs:ReceiveMessage, sqs:DeleteMessage and"
                    + " sqs:ChangeMessageVisibility";
        }
        return new Failed(trouble, sentence + " (" + shortly(answer) + ")", e);
    }

    private static Failed ofNoAnswer(String who, Trouble otherwise, SdkException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("load credentials")) {
            return new Failed(
                    Trouble.CREDENTIALS_MISSING,
                    "no credentials for AWS are found, or its role may not be assumed; give the server a role, a profile, or AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY",
                    e);
        }
        return said.contains("load region")
                ? new Failed(
                        Trouble.REGION_MISSING,
                        "the region of AWS is neither said nor found; set breakwater.watch.aws.region",
                        e)
                : new Failed(otherwise, who + " does not answer (" + Texts.shown(root(e), MOST_SHOWN) + ")", e);
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static boolean isBusy(AwsServiceException answer) {
        return answer.isThrottlingException()
                || answer.statusCode() == TOO_MANY
                || answer.statusCode() >= SERVER_ERROR
                || code(answer).equals("RequestTimeout")
                || code(answer).contains("OverLimit");
    }

    private static String code(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static String text(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorMessage).orElse("");
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails());
    }

    private static String shortly(AwsServiceException answer) {
        return (answer.statusCode() + " " + Texts.shown(code(answer), MOST_SHOWN)).strip();
    }
}
