package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedAccount;
import dev.jwebhooks.pywebhooks.Entry.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Of the dump's accounts with one name, which PyWebhooks' check does not rule out, the one it used: the oldest. A dump
 * is in the order of its ids, so the file is read for names first. 8 bytes are kept of each, and more only of those
 * whose names come twice.
 */
final class OldestOfName {
    private final Map<String, Rank> oldest;

    private record Rank(long micros, UUID id) {
        static final Comparator<Rank> BY_AGE =
                Comparator.comparingLong(Rank::micros).thenComparing(Rank::id);

        static Rank of(DumpedAccount account) {
            return new Rank(account.micros(), account.id());
        }
    }

    private OldestOfName(Map<String, Rank> oldest) {
        this.oldest = oldest;
    }

    static OldestOfName in(@Nullable Path accounts) throws IOException {
        Map<String, Rank> oldest = new HashMap<>();
        Set<Long> twice = accounts == null ? Set.of() : hashesThatComeTwice(accounts);
        if (accounts != null && !twice.isEmpty()) {
            read(accounts, account -> {
                if (twice.contains(hash(account.username()))) {
                    oldest.merge(account.username(), Rank.of(account), (a, b) -> Rank.BY_AGE.compare(a, b) < 0 ? a : b);
                }
            });
        }
        return new OldestOfName(oldest);
    }

    /** Whether an older account of the dump has the name of this one. */
    boolean isNot(DumpedAccount account) {
        Rank first = oldest.get(account.username());
        return first != null && !first.id().equals(account.id());
    }

    private static Set<Long> hashesThatComeTwice(Path accounts) throws IOException {
        Hashes hashes = new Hashes();
        read(accounts, account -> hashes.add(hash(account.username())));
        return hashes.thatComeTwice();
    }

    private static void read(Path accounts, Consumer<DumpedAccount> reader) throws IOException {
        try (Records records = Records.open(accounts)) {
            for (Entry entry = records.next(); entry != null; entry = records.next()) {
                if (entry instanceof Found found) {
                    readAccount(found, reader);
                }
            }
        }
    }

    private static void readAccount(Found found, Consumer<DumpedAccount> reader) {
        try {
            reader.accept(DumpedAccount.from(new Fields(found.fields())));
        } catch (Unfit ignored) {
            // The import itself tells of it, and takes no name for it.
        }
    }

    /** FNV-1a over the characters; names that share one by chance are told apart by {@link #oldest}. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static final class Hashes {
        private long[] all = new long[1024];
        private int count;

        void add(long hash) {
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            all[count++] = hash;
        }

        Set<Long> thatComeTwice() {
            Arrays.sort(all, 0, count);
            Set<Long> twice = new HashSet<>();
            for (int i = 1; i < count; i++) {
                if (all[i] == all[i - 1]) {
                    twice.add(all[i]);
                }
            }
            return twice;
        }
    }
}
