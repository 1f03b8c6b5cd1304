package dev.jwebhooks.delivery;

import java.time.Duration;

/** The bytes of a message, shared by its deliveries of one job. */
sealed interface Body permits Body.Small, LargeBody {
    /** The bytes for a request to that endpoint, or that there is no room for them now. */
    Contents open(String endpoint);

    /** Called once for each of the job's deliveries, when it has ended, whether it opened the body or not. */
    void leave();

    /** What there was to open. */
    sealed interface Contents {
        /** The exact bytes to send. */
        @SuppressWarnings("ArrayRecordComponent") // never compared; a copy per subscriber is what must not happen
        record Bytes(byte[] bytes) implements Contents {}

        /** Other bodies hold the memory; there may be some after so long. */
        record NoRoom(Duration delay) implements Contents {}
    }

    /** One that came with its job, and takes so little that the bound on requests is bound enough. */
    @SuppressWarnings("ArrayRecordComponent")
    record Small(byte[] bytes) implements Body {
        @Override
        public Contents open(String endpoint) {
            return new Contents.Bytes(bytes);
        }

        @Override
        public void leave() {
            // Nobody counts it.
        }
    }
}
