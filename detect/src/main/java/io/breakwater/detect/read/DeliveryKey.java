package io.breakwater.detect.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file that CloudTrail delivered to S3 says: {@code
 * AWSLogs/[o-organisation/]account/CloudTrail/region/2026/08/01/account_CloudTrail_region_20260801T0315Z_unique.json.gz}.
 * The folders may be missing.
 *
 * @param delivered when the file was delivered, to the minute
 */
public record DeliveryKey(String account, String region, Instant delivered) {
    private static final Pattern FILE = Pattern.compile(
            "(?:^|/)(\\d{12})_CloudTrail(?:-Insight)?_([a-z0-9-]{1,40})_(\\d{8}T\\d{4})Z_[A-Za-z0-9]{1,64}\\.json(?:\\.gz)?$");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm");

    /** What the name says; empty when it is not one of CloudTrail's. */
    public static Optional<DeliveryKey> of(String name) {
        Matcher file = FILE.matcher(name);
        if (!file.find()) {
            return Optional.empty();
        }
        try {
            Instant delivered = LocalDateTime.parse(file.group(3), MINUTE).toInstant(ZoneOffset.UTC);
            return Optional.of(new DeliveryKey(file.group(1), file.group(2), delivered));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
