package io.breakwater.detect.read;

import io.breakwater.detect.event.BoundedText;

/** One account in one region: what a trail delivers logs of, file by file. The region may be empty text. */
public record Place(String account, String region) implements Comparable<Place> {
    public Place {
        account = BoundedText.of(account);
        region = BoundedText.of(region);
    }

    int length() {
        return account.length() + region.length();
    }

    @Override
    public int compareTo(Place other) {
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : region.compareTo(other.region);
    }
}
