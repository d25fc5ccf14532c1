package io.breakwater.detect.cover;

/** A ticket or an incident named by something, which need not exist. */
record Reference(String id, String by) {}
