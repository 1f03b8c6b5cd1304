package dev.jwebhooks.outbound;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes: an absolute http or https URL, taken as leniently as Python's requests takes it. Hosts may have
 * underscores, as names of containers do, or be outside ASCII; a user and password become basic authentication; a
 * fragment is left off.
 *
 * @param target scheme, host and port
 * @param path path and query, in ASCII
 * @param authorization the value of the header of that name, if any
 */
public record Endpoint(
        HttpHost target, String path, @Nullable String authorization) {
    private static final int LONGEST = 2_048;

    /** The endpoint that the text names. */
    public static Endpoint parse(String url) throws InvalidEndpoint {
        if (url.length() > LONGEST) {
            throw new InvalidEndpoint("The endpoint must have at most 2048 characters");
        }
        try {
            URI uri = new URI(url);
            String scheme = scheme(uri);
            URIAuthority authority = authority(uri);
            HttpHost target = new HttpHost(scheme, authority.getHostName(), authority.getPort());
            return new Endpoint(target, path(uri), basic(authority.getUserInfo()));
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            throw notAbsolute();
        }
    }

    private static String scheme(URI uri) throws InvalidEndpoint {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw notAbsolute();
        }
        return scheme;
    }

    private static URIAuthority authority(URI uri) throws URISyntaxException, InvalidEndpoint {
        // Not URI.getHost(), which is null for a host with an underscore or outside ASCII.
        URIAuthority given = uri.getRawAuthority() == null ? null : URIAuthority.create(uri.getRawAuthority());
        if (given == null
                || given.getHostName().isBlank()
                || uri.getRawAuthority().endsWith(":-1")
                || given.getPort() == 0
                || given.getPort() > 65_535) {
            throw notAbsolute();
        }
        return new URIAuthority(given.getUserInfo(), ascii(given.getHostName()), given.getPort());
    }

    private static String ascii(String host) {
        // IDN.toASCII alone would refuse no underscore, but also needs no call for what is ASCII already.
        return host.chars().allMatch(character -> character < 0x80) ? host : IDN.toASCII(host);
    }

    private static String path(URI uri) throws URISyntaxException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        // What is outside ASCII is percent-encoded as UTF-8; what is encoded already stays.
        return new URI(path + query).toASCIIString();
    }

    private static @Nullable String basic(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String credentials = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        byte[] bytes = (credentials.contains(":") ? credentials : credentials + ":").getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static InvalidEndpoint notAbsolute() {
        return new InvalidEndpoint("The endpoint must be an absolute http or https URL, such as https://host/path");
    }

    /** The same with one more parameter at the end of its query. */
    public Endpoint withQuery(String name, String value) {
        String parameter = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return new Endpoint(target, path + (path.contains("?") ? "&" : "?") + parameter, authorization);
    }

    /** The host without its port, in lower case. */
    public String host() {
        return target.getHostName().toLowerCase(Locale.ROOT);
    }

    /** Without the password and the query, which may hold a key. */
    @Override
    public String toString() {
        return target.toURI();
    }
}
