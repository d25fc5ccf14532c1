package io.breakwater.detect.ocsf;

/** The classes of OCSF that are written here, with the category each belongs to. */
enum OcsfClass {
    DETECTION_FINDING(2004, "Detection Finding", "Findings"),
    ACCOUNT_CHANGE(3001, "Account Change", "Identity & Access Management"),
    AUTHENTICATION(3002, "Authentication", "Identity & Access Management"),
    GROUP_MANAGEMENT(3006, "Group Management", "Identity & Access Management"),
    API_ACTIVITY(6003, "API Activity", "Application Activity");

    private final int uid;
    private final String caption;
    private final String category;

    OcsfClass(int uid, String caption, String category) {
        this.uid = uid;
        this.caption = caption;
        this.category = category;
    }

    int uid() {
        return uid;
    }

    String caption() {
        return caption;
    }

    String category() {
        return category;
    }

    int categoryUid() {
        return uid / 1_000;
    }
}
