package io.breakwater.detect.aws;

import io.breakwater.detect.event.LogEvent;
import java.util.Map;
import java.util.Optional;

/** A type of resource, and how its ARN is made of an id ("Service Authorization Reference", AWS). */
enum ResourceKind {
    INSTANCE("ec2", Home.REGION, "instance/"),
    SECURITY_GROUP("ec2", Home.REGION, "security-group/"),
    VOLUME("ec2", Home.REGION, "volume/"),
    SNAPSHOT("ec2", Home.REGION_WITHOUT_OWNER, "snapshot/"),
    IMAGE("ec2", Home.REGION_WITHOUT_OWNER, "image/"),
    VPC("ec2", Home.REGION, "vpc/"),
    SUBNET("ec2", Home.REGION, "subnet/"),
    ROUTE_TABLE("ec2", Home.REGION, "route-table/"),
    NETWORK_ACL("ec2", Home.REGION, "network-acl/"),
    INTERNET_GATEWAY("ec2", Home.REGION, "internet-gateway/"),
    NAT_GATEWAY("ec2", Home.REGION, "natgateway/"),
    FLOW_LOG("ec2", Home.REGION, "vpc-flow-log/"),
    DB("rds", Home.REGION, "db:"),
    DB_SNAPSHOT("rds", Home.REGION, "snapshot:"),
    DB_CLUSTER("rds", Home.REGION, "cluster:"),
    DB_CLUSTER_SNAPSHOT("rds", Home.REGION, "cluster-snapshot:"),
    BUCKET("s3", Home.WORLD, ""),
    USER("iam", Home.ACCOUNT, "user/"),
    ROLE("iam", Home.ACCOUNT, "role/"),
    GROUP("iam", Home.ACCOUNT, "group/"),
    POLICY("iam", Home.ACCOUNT, "policy/"),
    INSTANCE_PROFILE("iam", Home.ACCOUNT, "instance-profile/"),
    FUNCTION("lambda", Home.REGION, "function:"),
    KEY("kms", Home.REGION, "key/"),
    TRAIL("cloudtrail", Home.REGION, "trail/"),
    DETECTOR("guardduty", Home.REGION, "detector/"),
    TABLE("dynamodb", Home.REGION, "table/"),
    TOPIC("sns", Home.REGION, ""),
    ALARM("cloudwatch", Home.REGION, "alarm:"),
    REDSHIFT_CLUSTER("redshift", Home.REGION, "cluster:"),
    EKS_CLUSTER("eks", Home.REGION, "cluster/");

    /** Which of region and account an ARN has. */
    private enum Home {
        REGION,
        /** The account is left out, though people write it. */
        REGION_WITHOUT_OWNER,
        ACCOUNT,
        WORLD
    }

    private static final Map<String, String> PARTITIONS = Map.of("cn-", "aws-cn", "us-gov-", "aws-us-gov");

    private final String service;
    private final Home home;
    private final String prefix;

    ResourceKind(String service, Home home, String prefix) {
        this.service = service;
        this.home = home;
        this.prefix = prefix;
    }

    /** What stands before the id. */
    String prefix() {
        return prefix;
    }

    /** Whether the ARN has a path before the name that requests leave out, as all of IAM's. */
    boolean hasPath() {
        return service.equals("iam");
    }

    /** Whether the ARN is also written without the account. */
    boolean isWithoutOwner() {
        return home == Home.REGION_WITHOUT_OWNER;
    }

    /** Whether one id means one thing in the whole world, and shows what it is an id of. */
    boolean isIdEnough() {
        return service.equals("ec2");
    }

    /** Whether this is the ARN of one of these. */
    boolean isKindOf(Arn arn) {
        return arn.service().equals(service) && arn.resource().startsWith(prefix);
    }

    /** The ARN in the event's own account and region; empty where the log does not have these. */
    Optional<Arn> arn(LogEvent event, String id) {
        boolean hasRegion = home == Home.REGION || home == Home.REGION_WITHOUT_OWNER;
        boolean hasAccount = home != Home.WORLD;
        String region = hasRegion ? event.region() : "";
        String account = hasAccount ? event.account() : "";
        return hasRegion != region.isEmpty() && hasAccount != account.isEmpty()
                ? Optional.of(new Arn(partition(event.region()), service, region, account, prefix + id))
                : Optional.empty();
    }

    private static String partition(String region) {
        return PARTITIONS.entrySet().stream()
                .filter(of -> region.startsWith(of.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }
}
