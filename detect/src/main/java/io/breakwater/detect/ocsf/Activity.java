package io.breakwater.detect.ocsf;

import static io.breakwater.detect.ocsf.OcsfClass.ACCOUNT_CHANGE;
import static io.breakwater.detect.ocsf.OcsfClass.API_ACTIVITY;
import static io.breakwater.detect.ocsf.OcsfClass.AUTHENTICATION;
import static io.breakwater.detect.ocsf.OcsfClass.GROUP_MANAGEMENT;

import io.breakwater.detect.event.LogEvent;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an event is to OCSF.
 *
 * @param id the class's number for it; {@value #OTHER} where it has none
 * @param name the schema's caption of that number; of {@value #OTHER}, the vendor's own word
 */
record Activity(OcsfClass type, int id, String name) {
    static final int OTHER = 99;

    private static final Map<String, Activity> IAM = Map.ofEntries(
            account("CreateUser", 1, "Create"),
            account("CreateLoginProfile", 2, "Enable"),
            account("ChangePassword", 3, "Password Change"),
            account("PasswordUpdated", 3, "Password Change"),
            account("UpdateLoginProfile", 4, "Password Reset"),
            account("DeleteLoginProfile", 5, "Disable"),
            account("DeleteUser", 6, "Delete"),
            account("AttachUserPolicy", 7, "Attach Policy"),
            account("PutUserPolicy", 7, "Attach Policy"),
            account("DetachUserPolicy", 8, "Detach Policy"),
            account("DeleteUserPolicy", 8, "Detach Policy"),
            account("EnableMFADevice", 10, "MFA Factor Enable"),
            account("DeactivateMFADevice", 11, "MFA Factor Disable"),
            account("CreateAccessKey", OTHER, "CreateAccessKey"),
            account("UpdateAccessKey", OTHER, "UpdateAccessKey"),
            account("DeleteAccessKey", OTHER, "DeleteAccessKey"),
            account("UpdateUser", OTHER, "UpdateUser"),
            group("AttachGroupPolicy", 1, "Assign Privileges"),
            group("PutGroupPolicy", 1, "Assign Privileges"),
            group("DetachGroupPolicy", 2, "Revoke Privileges"),
            group("DeleteGroupPolicy", 2, "Revoke Privileges"),
            group("AddUserToGroup", 3, "Add User"),
            group("RemoveUserFromGroup", 4, "Remove User"),
            group("DeleteGroup", 5, "Delete"),
            group("CreateGroup", 6, "Create"));

    /** By the display names of Entra's audit log, in lower case. */
    private static final Map<String, Activity> DIRECTORY = Map.ofEntries(
            account("add user", 1, "Create"),
            account("enable account", 2, "Enable"),
            account("change user password", 3, "Password Change"),
            account("reset user password", 4, "Password Reset"),
            account("reset password (by admin)", 4, "Password Reset"),
            account("reset password (self-service)", 4, "Password Reset"),
            account("disable account", 5, "Disable"),
            account("delete user", 6, "Delete"),
            account("user registered security info", 10, "MFA Factor Enable"),
            account("user deleted security info", 11, "MFA Factor Disable"),
            group("add member to group", 3, "Add User"),
            group("remove member from group", 4, "Remove User"),
            group("delete group", 5, "Delete"),
            group("add group", 6, "Create"));

    private static final Map<String, Activity> SIGN_IN = Map.of(
            "ConsoleLogin", logon(),
            "Federate", logon(),
            "UserLoggedIn", logon(),
            "UserLoginFailed", logon(),
            "Logout", new Activity(AUTHENTICATION, 2, "Logoff"),
            "SwitchRole", new Activity(AUTHENTICATION, 7, "Account Switch"),
            "ExitRole", new Activity(AUTHENTICATION, 7, "Account Switch"));

    private static final Pattern READ = verbs("get|list|describe|lookup|head|batchget|select|query|scan|search|download"
            + "|view|check|validate|simulate|test|filedownloaded|fileaccessed|mailitemsaccessed");
    private static final Pattern DELETE =
            verbs("delete|remove|terminate|deregister|destroy|purge|batchdelete|filedeleted|hard ?delete");
    private static final Pattern CREATE =
            verbs("create|run|allocate|import|register|copy|issue|new|add|request|generate");
    private static final Pattern UPDATE = verbs(
            "update|put|modify|set|attach|detach|associate|disassociate|enable|disable|start|stop|change|tag|untag"
                    + "|authorize|revoke|reset|rotate|restore|reboot|replace|configure|assign|unassign|upload|batchwrite");

    private static Pattern verbs(String words) {
        return Pattern.compile("(?:" + words + ").*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    static Activity of(LogEvent event) {
        return switch (event.format()) {
            case "entra.signin" -> logon();
            case "aws.cloudtrail" -> ofAws(event);
            case "m365.audit" -> SIGN_IN.getOrDefault(event.action(), call(event.action()));
            case "entra.audit", "entra.pim" ->
                DIRECTORY.getOrDefault(event.action().toLowerCase(Locale.ROOT), call(event.action()));
            default -> call(event.action());
        };
    }

    private static Activity ofAws(LogEvent event) {
        return switch (event.service()) {
            case "iam.amazonaws.com" -> IAM.getOrDefault(event.action(), call(event.action()));
            case "signin.amazonaws.com", "sso.amazonaws.com" ->
                SIGN_IN.getOrDefault(event.action(), call(event.action()));
            default -> call(event.action());
        };
    }

    /** By the verb of its name; Azure's stands behind, the others' in front. */
    private static Activity call(String action) {
        String last = action.substring(action.lastIndexOf('/') + 1);
        if (last.equalsIgnoreCase("read") || READ.matcher(action).matches()) {
            return new Activity(API_ACTIVITY, 2, "Read");
        }
        if (DELETE.matcher(last).matches()) {
            return new Activity(API_ACTIVITY, 4, "Delete");
        }
        if (CREATE.matcher(action).matches()) {
            return new Activity(API_ACTIVITY, 1, "Create");
        }
        return last.equalsIgnoreCase("write") || UPDATE.matcher(action).matches()
                ? new Activity(API_ACTIVITY, 3, "Update")
                : new Activity(API_ACTIVITY, OTHER, action.isEmpty() ? "Other" : action);
    }

    private static Activity logon() {
        return new Activity(AUTHENTICATION, 1, "Logon");
    }

    private static Map.Entry<String, Activity> account(String action, int id, String name) {
        return Map.entry(action, new Activity(ACCOUNT_CHANGE, id, name));
    }

    private static Map.Entry<String, Activity> group(String action, int id, String name) {
        return Map.entry(action, new Activity(GROUP_MANAGEMENT, id, name));
    }
}
