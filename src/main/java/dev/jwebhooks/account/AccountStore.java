package dev.jwebhooks.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code accounts}. Each changing method is one statement in a transaction of its own. */
interface AccountStore extends Repository<Account, UUID> {
    @Transactional
    Account saveAndFlush(Account account);

    Optional<Account> findById(UUID id);

    Optional<Account> findByUsername(String username);

    boolean existsByUsername(String username);

    // The ids come from an index alone, so that a late page does not read the rows before it.
    @NativeQuery("""
        select a.* from accounts a
        join (select id from accounts order by epoch, id offset :start limit :limit) page using (id)
        order by a.epoch, a.id
        """)
    List<Account> page(long start, int limit);

    /**
     * 1 when the endpoint or the failed count differed, 0 when nothing did.
     *
     * @param limit of failed attempts in a row, at which the endpoint before was disabled
     */
    @Transactional
    @Modifying
    @NativeQuery("""
        update accounts set endpoint = :endpoint, failed_count = 0, held_until = null, gone_since = null,
            over_limit_since = null, recovering = recovering or failed_count >= :limit
                or coalesce(gone_since, over_limit_since, held_until) is not null,
            -- Its turn was put off to the end of the hold.
            next_release = case when next_release = held_until then timestamptz 'epoch' else next_release end
        where id = :id and (endpoint is distinct from :endpoint or failed_count <> 0 or gone_since is not null)
        """)
    int moveTo(UUID id, String endpoint, int limit);

    @Transactional
    @Modifying
    @Query("update Account a set a.apiKeyHash = :hash where a.id = :id")
    int replaceApiKeyHash(UUID id, String hash);

    @Transactional
    @Modifying
    @Query("update Account a set a.secretKey = :secretKey where a.id = :id")
    int replaceSecretKey(UUID id, String secretKey);

    // Registrations and subscriptions go with their account by foreign keys.
    @Transactional
    @Modifying
    @NativeQuery("delete from accounts where id = :id")
    int remove(UUID id);

    @Transactional
    @Modifying
    @NativeQuery("delete from accounts where not is_admin")
    int removeAllButAdmins();
}
