package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class WerkzeugHashTest {
    private static final String KEY = "9f1b2c3d4e5f60718293a4b5c6d7e8f901234567";

    // Made by generate_password_hash of werkzeug 3.1.8.
    @ParameterizedTest
    @CsvSource(textBlock = """
        9f1b2c3d4e5f60718293a4b5c6d7e8f901234567, pbkdf2:sha1:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410
        9f1b2c3d4e5f60718293a4b5c6d7e8f901234567, pbkdf2:sha256:50000$A1ytgyRp$2b777d1b262d3bc02ad5f51b7d3738d9e502b567f286a3cf6b96b3c95b4704d9
        9f1b2c3d4e5f60718293a4b5c6d7e8f901234567, pbkdf2:sha256:600000$jLuiTP5qKPFOkQY0$6795e63171d1b162d411b51718ad37c53c07914a24b25da1bc03376f3096360c
        clé-ключ,                                 pbkdf2:sha256:1000$fASdpdRn$4db06cfed506bbf12a000aebf851549d404a773a50c0d97f85292e42f5e0d107
        """)
    void a_hash_made_by_werkzeug_is_of_its_key_alone(String key, String made) {
        WerkzeugHash hash = WerkzeugHash.parse(made).orElseThrow();

        assertThat(hash.matches(key)).isTrue();
        assertThat(hash.matches(key + "0")).isFalse();
        assertThat(hash.matches(KEY.replace('9', '8'))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pbkdf2:sha1:1000$OjlMQxPJ$",
                "pbkdf2:sha1:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d564",
                "pbkdf2:sha1:1000$$960bd5959bc7427a7ca37c1579860141a8d56410",
                "pbkdf2:sha1:0$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410",
                "pbkdf2:sha1:1000001$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410",
                "pbkdf2:sha256:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410",
                "pbkdf2:md5:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141",
                "scrypt:32768:8:1$AEWWb124ox2cY7Ul$35be",
                "sha256$00$00",
                "plain"
            })
    void another_form_is_none_of_these(String text) {
        assertThat(WerkzeugHash.parse(text)).isEmpty();
    }

    @Test
    void a_hash_of_our_own_is_not_taken_for_one() {
        assertThat(WerkzeugHash.isOne(ApiKeyHash.of(KEY))).isFalse();
    }
}
