package io.breakwater.detect.aws;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RecordFields;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an event was about, in a few words for people. Most of CloudTrail's events name no ARN; what was acted on stands
 * among the request's parameters, under each service's own word. It is shown, and never compared with a grant's limits: a
 * name without account and region is no resource.
 */
public final class Subject {
    private static final int MOST = 2;
    private static final int LONGEST = 120;

    private static final List<String> PARAMETERS = Stream.of(
                    "userName",
                    "roleName",
                    "groupId",
                    "groupName",
                    "policyArn",
                    "policyName",
                    "accessKeyId",
                    "instanceId",
                    "instancesSet.items.instanceId",
                    "dBInstanceIdentifier",
                    "dBClusterIdentifier",
                    "dBSnapshotIdentifier",
                    "snapshotId",
                    "volumeId",
                    "imageId",
                    "bucketName",
                    "secretId",
                    "keyId",
                    "trailName",
                    "functionName",
                    "logGroupName",
                    "DeleteFlowLogsRequest.FlowLogId.content",
                    "vpcId",
                    "subnetId",
                    "networkAclId",
                    "routeTableId",
                    "stackName",
                    "clusterName",
                    "cluster",
                    "repositoryName",
                    "detectorId",
                    "webACLArn",
                    "resourceArn",
                    "resourceId",
                    "serialNumber",
                    "roleArn",
                    "documentName",
                    "certificateArn",
                    "hostedZoneId",
                    "distributionId",
                    "loadBalancerArn",
                    "autoScalingGroupName",
                    "topicArn",
                    "queueUrl",
                    "tableName",
                    "name")
            .map(parameter -> "requestParameters." + parameter)
            .toList();

    private Subject() {}

    /** The resource that the event names first; else what its request names; empty text when neither does. */
    public static String of(LogEvent event) {
        if (!event.resources().isEmpty()) {
            return event.resources().get(0);
        }
        return event.cloud() == Cloud.AWS
                ? requested(new RecordFields(event.raw().record()))
                : "";
    }

    private static String requested(RecordFields fields) {
        return PARAMETERS.stream()
                .flatMap(parameter -> fields.some(parameter).stream())
                .limit(MOST)
                .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…")
                .collect(Collectors.joining(", "));
    }
}
