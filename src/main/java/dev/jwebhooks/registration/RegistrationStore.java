package dev.jwebhooks.registration;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code registrations}. Each changing method is one statement in a transaction of its own. */
interface RegistrationStore extends Repository<Registration, UUID> {
    @Transactional
    Registration saveAndFlush(Registration registration);

    Optional<Registration> findById(UUID id);

    /** 1 when the description differed, 0 when it did not. */
    @Transactional
    @Modifying
    @Query("update Registration r set r.description = :description where r.id = :id and r.description <> :description")
    int describe(UUID id, String description);

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
