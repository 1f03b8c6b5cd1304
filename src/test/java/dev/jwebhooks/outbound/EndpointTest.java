package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        http://host                       | http://host               | /
        HTTPS://host:8443/a/b?c=d#e       | https://host:8443         | /a/b?c=d
        http://my_container:5000/x        | http://my_container:5000  | /x
        http://[::1]:80/                  | http://[::1]:80           | /
        http://bücher.example/ü?ü         | http://xn--bcher-kva.example | /%C3%BC?%C3%BC
        http://host/%41%2f                | http://host               | /%41%2f
        http://user:pass@host/            | http://host               | /
        http://host?q                     | http://host               | /?q
        http://host//evil/                | http://host               | //evil/
        """)
    void an_absolute_http_url_is_taken_as_it_is(String url, String target, String path) throws InvalidEndpoint {
        Endpoint endpoint = Endpoint.parse(url);

        assertThat(endpoint.target().toURI()).isEqualTo(target);
        assertThat(endpoint.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "https://HOST/a", "http://user@host:8080/", "http://Host:81"})
    void the_host_is_one_whatever_the_port(String url) throws InvalidEndpoint {
        assertThat(Endpoint.parse(url).host()).isEqualTo("host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/path",
                "//host/path",
                "host:80",
                "ftp://host/",
                "file:///etc/passwd",
                "http:",
                "http:///path",
                "http://:80/",
                "http://host:0/",
                "http://host:65536/",
                "http://host:-1/",
                "http://a b/",
                "http://host/a b",
                "http://host/\r\nX: y",
                "http://host\u0000/",
                "http://[::1/",
                "http://user@/",
            })
    void what_is_no_absolute_http_url_is_refused(String url) {
        assertThatThrownBy(() -> Endpoint.parse(url))
                .isInstanceOf(InvalidEndpoint.class)
                .hasMessageStartingWith("The endpoint must be an absolute http or https URL");
    }

    @Test
    void it_has_at_most_2048_characters() throws InvalidEndpoint {
        String longest = "http://host/" + "x".repeat(2_048 - 12);

        assertThat(Endpoint.parse(longest).path()).hasSize(2_037);
        assertThatThrownBy(() -> Endpoint.parse(longest + "x")).hasMessageContaining("2048");
    }

    @ParameterizedTest
    @CsvSource({"http://h, /?echo=k%26y", "http://h/p, /p?echo=k%26y", "http://h/p?a=b, /p?a=b&echo=k%26y"})
    void a_parameter_joins_those_that_are_there(String url, String path) throws InvalidEndpoint {
        assertThat(Endpoint.parse(url).withQuery("echo", "k&y").path()).isEqualTo(path);
    }

    @Test
    void its_text_shows_neither_a_password_nor_a_key() throws InvalidEndpoint {
        Endpoint endpoint =
                Endpoint.parse("http://me:secret@host/path?token=secret").withQuery("api_key", "secret");

        assertThat(endpoint.toString()).isEqualTo("http://host");
    }
}
