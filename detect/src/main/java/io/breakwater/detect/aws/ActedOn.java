package io.breakwater.detect.aws;

import static io.breakwater.detect.aws.ResourceKind.*;

import io.breakwater.detect.event.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parameters of which action name what the action acts on, by the resource types that AWS lists for it ("Service
 * Authorization Reference"). What is merely used is left out: a policy that is attached, the settings of a database. Only
 * actions are here whose request names all they act on, so none that makes something that gets its id afterwards.
 */
final class ActedOn {
    private static final String SOURCE = ".amazonaws.com";
    private static final Map<String, List<Part>> ACTIONS = new ActedOn().filled();

    private final Map<String, List<Part>> actions = new HashMap<>();

    private ActedOn() {}

    /**
     * A parameter, and what it is the id of.
     *
     * @param isRequired whether every request has it
     * @param isAside whether the action is on something else, and this only has to be allowed too: what is put beside
     *     that, its new name, what is made of it
     */
    record Part(FieldPath path, ResourceKind kind, boolean isRequired, boolean isAside) {}

    /** The parameters of an action; none when it is not known here. */
    static List<Part> by(String service, String action) {
        return ACTIONS.getOrDefault(service + " " + action, List.of());
    }

    private static Part part(String parameter, ResourceKind kind) {
        return new Part(FieldPath.of("requestParameters." + parameter), kind, true, false);
    }

    private static Part made(String parameter, ResourceKind kind) {
        return new Part(FieldPath.of("requestParameters." + parameter), kind, true, true);
    }

    private static Part perhaps(String parameter, ResourceKind kind) {
        return new Part(FieldPath.of("requestParameters." + parameter), kind, false, true);
    }

    private void on(String service, String names, Part... parts) {
        for (String name : names.strip().split("\\s+")) {
            actions.put(service + SOURCE + " " + name, List.of(parts));
        }
    }

    private Map<String, List<Part>> filled() {
        instances();
        groups();
        disks();
        networks();
        databases();
        snapshots();
        buckets();
        people();
        roles();
        functions();
        keysAndTrails();
        others();
        return Map.copyOf(actions);
    }

    private void instances() {
        on(
                "ec2",
                "StartInstances StopInstances RebootInstances TerminateInstances",
                part("instancesSet.items.instanceId", INSTANCE));
        on("ec2", "GetPasswordData GetConsoleScreenshot", part("instanceId", INSTANCE));
        on(
                "ec2",
                "ModifyInstanceAttribute",
                part("instanceId", INSTANCE),
                perhaps("groupSet.items.groupId", SECURITY_GROUP));
        on("ec2-instance-connect", "SendSSHPublicKey SendSerialConsoleSSHPublicKey", part("instanceId", INSTANCE));
    }

    private void groups() {
        on("ec2", """
                AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress
                RevokeSecurityGroupEgress DeleteSecurityGroup
                """, part("groupId", SECURITY_GROUP));
        on("ec2", "ModifySecurityGroupRules", part("ModifySecurityGroupRulesRequest.GroupId", SECURITY_GROUP));
    }

    private void disks() {
        on("ec2", "AttachVolume", part("volumeId", VOLUME), part("instanceId", INSTANCE));
        on("ec2", "DetachVolume", part("volumeId", VOLUME), perhaps("instanceId", INSTANCE));
        on("ec2", "DeleteVolume", part("volumeId", VOLUME));
        on("ec2", "ModifySnapshotAttribute ResetSnapshotAttribute DeleteSnapshot", part("snapshotId", SNAPSHOT));
        on("ec2", "ModifyImageAttribute ResetImageAttribute", part("imageId", IMAGE));
    }

    private void networks() {
        on("ec2", "DeleteVpc ModifyVpcAttribute", part("vpcId", VPC));
        on("ec2", "DeleteSubnet ModifySubnetAttribute", part("subnetId", SUBNET));
        on("ec2", "CreateRoute ReplaceRoute DeleteRoute DeleteRouteTable", part("routeTableId", ROUTE_TABLE));
        on(
                "ec2",
                "CreateNetworkAclEntry ReplaceNetworkAclEntry DeleteNetworkAclEntry DeleteNetworkAcl",
                part("networkAclId", NETWORK_ACL));
        on(
                "ec2",
                "AttachInternetGateway DetachInternetGateway",
                part("internetGatewayId", INTERNET_GATEWAY),
                part("vpcId", VPC));
        on("ec2", "DeleteInternetGateway", part("internetGatewayId", INTERNET_GATEWAY));
        on("ec2", "DeleteNatGateway", part("DeleteNatGatewayRequest.NatGatewayId", NAT_GATEWAY));
        on("ec2", "DeleteFlowLogs", part("DeleteFlowLogsRequest.FlowLogId.content", FLOW_LOG));
    }

    private void databases() {
        on(
                "rds",
                "ModifyDBInstance DeleteDBInstance StartDBInstance StopDBInstance RebootDBInstance",
                part("dBInstanceIdentifier", DB),
                perhaps("newDBInstanceIdentifier", DB));
        on(
                "rds",
                "ModifyDBCluster DeleteDBCluster StartDBCluster StopDBCluster",
                part("dBClusterIdentifier", DB_CLUSTER),
                perhaps("newDBClusterIdentifier", DB_CLUSTER));
        on("redshift", "PauseCluster ResumeCluster RebootCluster", part("clusterIdentifier", REDSHIFT_CLUSTER));
        on("dynamodb", "DeleteTable UpdateContinuousBackups UpdateTimeToLive", part("tableName", TABLE));
    }

    private void snapshots() {
        on("rds", "CreateDBSnapshot", part("dBInstanceIdentifier", DB), made("dBSnapshotIdentifier", DB_SNAPSHOT));
        on(
                "rds",
                "RestoreDBInstanceFromDBSnapshot",
                part("dBSnapshotIdentifier", DB_SNAPSHOT),
                made("dBInstanceIdentifier", DB));
        on("rds", "ModifyDBSnapshotAttribute DeleteDBSnapshot", part("dBSnapshotIdentifier", DB_SNAPSHOT));
        on(
                "rds",
                "ModifyDBClusterSnapshotAttribute DeleteDBClusterSnapshot",
                part("dBClusterSnapshotIdentifier", DB_CLUSTER_SNAPSHOT));
    }

    private void buckets() {
        on("s3", """
                CreateBucket DeleteBucket PutBucketAcl PutBucketPolicy DeleteBucketPolicy PutBucketEncryption
                DeleteBucketEncryption PutBucketVersioning PutBucketLifecycle PutBucketLifecycleConfiguration
                DeleteBucketLifecycle PutBucketLogging PutBucketPublicAccessBlock DeleteBucketPublicAccessBlock
                PutBucketOwnershipControls DeleteBucketOwnershipControls PutBucketObjectLockConfiguration
                PutBucketReplication DeleteBucketReplication PutBucketTagging DeleteBucketTagging PutBucketCors
                PutBucketWebsite DeleteBucketWebsite PutBucketNotification
                """, part("bucketName", BUCKET));
    }

    private void people() {
        on("iam", """
                AttachUserPolicy DetachUserPolicy PutUserPolicy DeleteUserPolicy CreateAccessKey UpdateAccessKey
                DeleteAccessKey CreateLoginProfile UpdateLoginProfile DeleteLoginProfile DeleteUser EnableMFADevice
                DeactivateMFADevice ResyncMFADevice PutUserPermissionsBoundary DeleteUserPermissionsBoundary
                UploadSSHPublicKey UploadSigningCertificate CreateServiceSpecificCredential
                ResetServiceSpecificCredential
                """, part("userName", USER));
        on(
                "iam",
                "AttachGroupPolicy DetachGroupPolicy PutGroupPolicy DeleteGroupPolicy DeleteGroup",
                part("groupName", GROUP));
        on("iam", "AddUserToGroup RemoveUserFromGroup", part("groupName", GROUP), part("userName", USER));
    }

    private void roles() {
        on("iam", """
                AttachRolePolicy DetachRolePolicy PutRolePolicy DeleteRolePolicy UpdateAssumeRolePolicy UpdateRole
                DeleteRole PutRolePermissionsBoundary DeleteRolePermissionsBoundary
                """, part("roleName", ROLE));
        on(
                "iam",
                "AddRoleToInstanceProfile RemoveRoleFromInstanceProfile",
                part("instanceProfileName", INSTANCE_PROFILE),
                part("roleName", ROLE));
        on(
                "iam",
                "CreatePolicyVersion SetDefaultPolicyVersion DeletePolicyVersion DeletePolicy",
                part("policyArn", POLICY));
        on("sts", "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity", part("roleArn", ROLE));
    }

    private void functions() {
        on("lambda", """
                UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AddPermission20150331v2
                RemovePermission20150331v2 DeleteFunction20150331 PublishVersion20150331 CreateFunctionUrlConfig
                UpdateFunctionUrlConfig DeleteFunctionUrlConfig
                """, part("functionName", FUNCTION));
    }

    private void keysAndTrails() {
        on("kms", """
                ScheduleKeyDeletion CancelKeyDeletion DisableKey EnableKey PutKeyPolicy DisableKeyRotation
                EnableKeyRotation RotateKeyOnDemand ImportKeyMaterial DeleteImportedKeyMaterial
                """, part("keyId", KEY));
        on("cloudtrail", "StartLogging StopLogging UpdateTrail DeleteTrail", part("name", TRAIL));
        on("cloudtrail", "PutEventSelectors PutInsightSelectors", part("trailName", TRAIL));
    }

    private void others() {
        on("guardduty", "UpdateDetector DeleteDetector", part("detectorId", DETECTOR));
        on("sns", "DeleteTopic SetTopicAttributes AddPermission RemovePermission", part("topicArn", TOPIC));
        on("monitoring", "DeleteAlarms DisableAlarmActions EnableAlarmActions", part("alarmNames", ALARM));
        on("eks", "UpdateClusterConfig DeleteCluster", part("name", EKS_CLUSTER));
    }
}
