package dev.jwebhooks.subscription;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table {@code subscriptions}. In lists the ids come from an index alone, so that a late page does not read the
 * rows before it.
 */
interface SubscriptionStore extends Repository<Subscription, UUID> {
    @Transactional
    Subscription saveAndFlush(Subscription subscription);

    Optional<Subscription> findById(UUID id);

    @NativeQuery("""
        select s.* from subscriptions s
        join (select id from subscriptions order by epoch, id offset :start limit :limit) page using (id)
        order by s.epoch, s.id
        """)
    List<Subscription> page(long start, int limit);

    @NativeQuery("""
        select s.* from subscriptions s
        join (select id from subscriptions where account_id = :accountId
              order by epoch, id offset :start limit :limit) page using (id)
        order by s.epoch, s.id
        """)
    List<Subscription> pageOf(UUID accountId, long start, int limit);

    /** How many subscriptions an account has to a registration, counted up to a limit. */
    @NativeQuery("""
        select count(*) from (
            select from subscriptions
            where registration_id = :registrationId and account_id = :accountId limit :limit
        ) counted
        """)
    int count(UUID registrationId, UUID accountId, int limit);

    /** Its errors were those of the filter before. */
    @Transactional
    @Modifying
    @NativeQuery("""
        update subscriptions
        set filter = :filter, filter_is_predicate = :isPredicate, filter_errors = 0, filter_rests_until = null
        where id = :id
        """)
    int filter(UUID id, @Nullable String filter, boolean isPredicate);

    @Transactional
    @Modifying
    @NativeQuery("delete from subscriptions where id = :id")
    int remove(UUID id);

    @Transactional
    @Modifying
    @NativeQuery("delete from subscriptions")
    int removeAll();
}
