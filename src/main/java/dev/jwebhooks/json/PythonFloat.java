package dev.jwebhooks.json;

import java.math.BigDecimal;

/**
 * A double as Python's <a href="https://docs.python.org/3/library/functions.html#repr">repr</a> writes it: the shortest
 * decimal that reads back as the same double, with an exponent below 1e-4 and from 1e16 on.
 */
final class PythonFloat {
    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final int FIRST_SCIENTIFIC_EXPONENT = 16;

    private PythonFloat() {}

    static String repr(double finite) {
        boolean negative = Double.doubleToRawLongBits(finite) < 0;
        return (negative ? "-" : "") + magnitude(shortest(Math.abs(finite)));
    }

    /**
     * {@link Double#toString(double)} gives the shortest too, but never fewer than two digits: 4.9E-324 and 9.9E-324
     * are the only two doubles where a single digit would do and is not among those two.
     */
    private static BigDecimal shortest(double magnitude) {
        if (magnitude == Double.MIN_VALUE) {
            return new BigDecimal("5e-324");
        }
        if (magnitude == 2 * Double.MIN_VALUE) {
            return new BigDecimal("1e-323");
        }
        return new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    }

    private static String magnitude(BigDecimal shortest) {
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent < LEAST_PLAIN_EXPONENT || exponent >= FIRST_SCIENTIFIC_EXPONENT) {
            return scientific(digits, exponent);
        }
        return exponent < 0 ? fraction(digits, exponent) : plain(digits, exponent);
    }

    private static String scientific(String digits, int exponent) {
        String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
        String padding = Math.abs(exponent) < 10 ? "0" : "";
        return digits.charAt(0) + rest + (exponent < 0 ? "e-" : "e+") + padding + Math.abs(exponent);
    }

    private static String fraction(String digits, int exponent) {
        return "0." + "0".repeat(-exponent - 1) + digits;
    }

    private static String plain(String digits, int exponent) {
        int whole = exponent + 1;
        if (digits.length() <= whole) {
            return digits + "0".repeat(whole - digits.length()) + ".0";
        }
        return digits.substring(0, whole) + "." + digits.substring(whole);
    }
}
