package dev.jwebhooks.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A double as Python's <a href="https://docs.python.org/3/library/functions.html#repr">repr</a> writes it: the shortest
 * decimal that reads back as the same double, with an exponent below 1e-4 and from 1e16 on.
 */
final class PythonFloat {
    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final int FIRST_SCIENTIFIC_EXPONENT = 16;

    private static final double ONE_DIGIT_MAY_DO_BELOW = 1e-321;

    private PythonFloat() {}

    static String repr(double finite) {
        boolean negative = Double.doubleToRawLongBits(finite) < 0;
        return (negative ? "-" : "") + magnitude(shortest(Math.abs(finite)));
    }

    /**
     * {@link Double#toString(double)} gives the shortest too, but never fewer than two digits, and of two digits the
     * closest. Where a double's neighbours are so far away that one digit is enough, its two may differ: 4.9E-324.
     */
    private static BigDecimal shortest(double magnitude) {
        if (magnitude > 0 && magnitude < ONE_DIGIT_MAY_DO_BELOW) {
            BigDecimal oneDigit = new BigDecimal(magnitude).round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (oneDigit.doubleValue() == magnitude) {
                return oneDigit;
            }
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
