package dev.jwebhooks.delivery;

import java.util.UUID;

/**
 * The ids that notices have as triggered webhooks: random UUIDs of version 8 (RFC 9562, section 5.8) which begin with
 * 48 ones. So they are larger than all ids of what somebody fired, and a list of that comes from the index that has its
 * ids, without a look at the rows it passes over.
 */
public final class NoticeIds {
    /** As SQL, of the {@code id} of a triggered webhook: that it is no notice. */
    public static final String IS_NONE = "id < 'ffffffff-ffff-8000-0000-000000000000'";

    private static final long FIRST_BITS = 0xffff_ffff_ffff_8000L;
    private static final long RANDOM_BITS = 0xfff;

    private NoticeIds() {}

    /** Another one. */
    public static UUID random() {
        UUID random = UUID.randomUUID();
        return new UUID(FIRST_BITS | (random.getMostSignificantBits() & RANDOM_BITS), random.getLeastSignificantBits());
    }
}
