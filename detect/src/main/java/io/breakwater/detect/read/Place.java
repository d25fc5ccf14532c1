package io.breakwater.detect.read;

/** One account in one region: what a trail delivers logs of, file by file. The region may be empty text. */
public record Place(String account, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : region.compareTo(other.region);
    }
}
