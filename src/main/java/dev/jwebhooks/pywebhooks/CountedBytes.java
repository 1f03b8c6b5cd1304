package dev.jwebhooks.pywebhooks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes one by one, and how many have been taken. */
final class CountedBytes extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream file;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long taken;

    private CountedBytes(InputStream file) {
        this.file = file;
    }

    static CountedBytes of(Path file) throws IOException {
        return new CountedBytes(Files.newInputStream(file));
    }

    @Override
    public int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        taken++;
        return Byte.toUnsignedInt(buffer[next++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        int given = Math.min(length, end - next);
        System.arraycopy(buffer, next, target, offset, given);
        next += given;
        taken += given;
        return given;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, file.read(buffer));
        return end > 0;
    }

    long taken() {
        return taken;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
