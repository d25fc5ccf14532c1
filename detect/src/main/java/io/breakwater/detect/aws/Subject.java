package io.breakwater.detect.aws;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import io.breakwater.model.Texts;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an event was about, in a few words for people. Most of CloudTrail's events name no ARN; what was acted on stands
 * among the request's parameters, under each service's own word. It is shown, and never compared with a grant's limits: a
 * word says nothing of what it is the name of. What is compared is read by {@link RequestNames}, action by action.
 */
public final class Subject {
    private static final int MOST = 2;
    private static final int LONGEST = 120;

    private static final List<FieldPath> PARAMETERS = Stream.of(
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
            .map(parameter -> FieldPath.of("requestParameters." + parameter))
            .toList();

    private Subject() {}

    /** The resource that the event names first; else what its request names; empty text when neither does. */
    public static String of(LogEvent event) {
        if (!event.resources().isEmpty()) {
            return event.resources().get(0);
        }
        return event.cloud() == Cloud.AWS ? requested(event.raw().record()) : "";
    }

    /** Asked of every event that a rule matches: paths are made once, and nothing is made of what is not there. */
    private static String requested(EventRecord record) {
        StringBuilder subject = new StringBuilder();
        Values values = new Values();
        int named = 0;
        for (int i = 0; i < PARAMETERS.size() && named < MOST; i++) {
            record.find(PARAMETERS.get(i), values);
            if (values.size() > 0 && values.kind(0) == Kind.TEXT && values.end(0) > values.start(0)) {
                subject.append(named++ == 0 ? "" : ", ").append(cut(values.text(0)));
            }
        }
        return subject.toString();
    }

    private static String cut(String name) {
        return name.length() <= LONGEST ? name : Texts.shown(name, LONGEST);
    }
}
