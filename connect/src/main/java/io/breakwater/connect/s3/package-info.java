/** Logs from S3 buckets, as an SQS queue announces them; start reading at {@link io.breakwater.connect.s3.S3Source}. */
@NullMarked
package io.breakwater.connect.s3;

import org.jspecify.annotations.NullMarked;
