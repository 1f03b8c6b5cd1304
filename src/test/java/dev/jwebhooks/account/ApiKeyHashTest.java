package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiKeyHashTest {
    @Test
    void a_hash_is_of_its_key_alone() {
        String key = RandomKey.next();
        String hash = ApiKeyHash.of(key);

        assertThat(ApiKeyHash.matches(key, hash)).isTrue();
        assertThat(ApiKeyHash.matches(RandomKey.next(), hash)).isFalse();
        assertThat(ApiKeyHash.matches("", hash)).isFalse();
    }

    @Test
    void two_hashes_of_one_key_differ() {
        String key = RandomKey.next();

        assertThat(ApiKeyHash.of(key)).isNotEqualTo(ApiKeyHash.of(key));
    }

    @Test
    void a_hash_of_another_form_is_a_fault_and_not_a_wrong_key() {
        assertThatThrownBy(() -> ApiKeyHash.matches("key", "md5$00")).isInstanceOf(IllegalStateException.class);
    }
}
