package dev.jwebhooks.registration;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code registrations}. Each changing method is one statement in a transaction of its own. */
interface RegistrationStore extends Repository<Registration, UUID> {
    @Transactional
    Registration saveAndFlush(Registration registration);

    Optional<Registration> findById(UUID id);

    /** 1 when anything differed, 0 when nothing did; a description of null stays as it is. */
    @Transactional
    @Modifying
    @NativeQuery("""
        update registrations
        set description = coalesce(cast(:description as text), description),
            event_schema = case when :changesSchema then cast(:schema as text) else event_schema end
        -- Compared with the row alone: what is joined would be that of before a change that this one waited for.
        where id = :id
          and (description, event_schema) is distinct from (
              coalesce(cast(:description as text), description),
              case when :changesSchema then cast(:schema as text) else event_schema end)
        """)
    int change(UUID id, @Nullable String description, boolean changesSchema, @Nullable String schema);

    // Subscriptions go with their registration by a foreign key.
    @Transactional
    @Modifying
    @NativeQuery("delete from registrations where id = :id")
    int remove(UUID id);

    @Transactional
    @Modifying
    @NativeQuery("delete from registrations")
    int removeAll();
}
