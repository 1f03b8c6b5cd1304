package dev.jwebhooks.bench;

import java.util.concurrent.locks.LockSupport;

/** When one connection of a load begins its requests. */
interface Pace {
    /** Waits until it is time, and tells when it was. */
    long nextStart();

    /** Every so many nanoseconds in all, of which this connection, one of so many, takes its share. */
    static Pace steady(double perSecond, int connection, int connections) {
        long interval = (long) (1e9 / perSecond);
        long begin = System.nanoTime();
        return new Pace() {
            private long nth = connection;

            @Override
            public long nextStart() {
                long start = begin + nth * interval;
                nth += connections;
                while (System.nanoTime() < start) {
                    LockSupport.parkNanos(start - System.nanoTime());
                }
                return start;
            }
        };
    }
}
