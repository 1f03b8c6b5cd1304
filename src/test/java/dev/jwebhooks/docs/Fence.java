package dev.jwebhooks.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of code on a page.
 *
 * @param language what stands behind its first fence, or an empty text
 */
public record Fence(String language, String text) {
    private static final Pattern FENCE =
            Pattern.compile("^ *```(?<language>[^`\\n]*)\\n(?<text>.*?)\\n *```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** All of a text in their order, without the indent that those in lists have. */
    public static List<Fence> all(String markdown) {
        return FENCE.matcher(markdown)
                .results()
                .map(found ->
                        new Fence(found.group("language"), found.group("text").stripIndent() + "\n"))
                .toList();
    }
}
