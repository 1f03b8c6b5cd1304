#!/usr/bin/env python3
"""Writes the vectors beside this script, by Python's own json module:

    python3 make_vectors.py

documents.tsv  a JSON text and what json.dumps(json.loads(text)) makes of it, or ERROR where json.loads refuses it
               or makes of it what is no JSON (NaN, Infinity) or no Unicode text (half of a surrogate pair). Both
               columns are JSON strings themselves, so that a line is a line.
doubles.tsv    the bits of a double in hex, and its repr
"""

import json
import math
import pathlib
import random
import struct

HERE = pathlib.Path(__file__).parent
RANDOM = random.Random(20260101)

PLAIN = [
    "{}", "[]", '""', "0", "-0", "1", "true", "false", "null", " [ 1 , 2 ] ", '\t{"a"\n:\r1 }', '{"a": {"b": [[], {}]}}',
    '{"b":1,"a":2,"c":3}', '{"a":1,"b":2,"a":3}', '{"a":{"x":1,"x":{"y":1,"y":2}}}', '{"":0}', '{"\\u0061":1,"a":2}',
    "1" * 400, "-" + "9" * 400, "1" + "0" * 400, "123456789012345678901234567890",
    "1.10", "1e5", "1E5", "1e+5", "1e16", "1e15", "123456789012345680.0", "1e-4", "1e-5", "0.00001", "0.0001", "-0.0", "-0e1",
    "5e-324", "4.9e-324", "2.5e-324", "2.4e-324", "1e-323", "1.5e-323", "9.9e-324", "1.7976931348623157e308", "1e22",
    "1e23", "9007199254740993.0", "0.1", "0.30000000000000004", "1e-7", "1.0e0", "100.0", "1" + "0" * 30 + ".0",
    "3.141592653589793238462643383279502884197", "0." + "0" * 400 + "1", "1" * 400 + "e-100", "2e-400",
]
REFUSED = [
    "", " ", "NaN", "Infinity", "-Infinity", "[NaN]", "1e999", "-1e999", "9" * 400 + ".0", "01", "-", "+1", ".5", "5.", "1e",
    "1e+", "0x10", "tru", "nul", "[1,]", "[,1]", '{"a":1,}', "{a:1}", "{'a':1}", '{"a" 1}', '{"a":}', "[1 2]", "1 2", "{} {}",
    '"', '"a', '"\\x"', '"\\u12"', '"\\u12G4"', '"\n"', '"\t"', '"\x00"', '"\x1f"', "\x00", "[", "{", "]", "}", '{"a":1',
    '"\\ud800"', '"\\udc00"', '"\\ud800x"', '"\\ud800\\ud800"', '"\\udc00\\ud800"', '{"\\ud800":1}', '"x\\udfff"', "// a\n1",
    "/* a */ 1", "\ufeff\ufeff1", "\u00a01", "1;", "True", "None", "undefined",
]


def characters():
    """A text for each class of character, each as it is and each escaped."""
    points = [*range(0x00, 0x110), 0x2028, 0x2029, 0x20AC, 0x3042, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF]
    points += [0x10000, 0x1F600, 0x1F1E9, 0x2FFFF, 0xE0001, 0x10FFFD, 0x10FFFF]
    for point in points:
        character = chr(point)
        units = character.encode("utf-16-be")
        escaped = "".join("\\u%04x" % unit for unit in struct.unpack(">%dH" % (len(units) // 2), units))
        yield '"' + escaped + '"'
        yield '"a' + escaped.upper().replace("\\U", "\\u") + 'b"'
        if point >= 0x20 and character not in '"\\':
            yield '["' + character + '", {"' + character + '": 1}]'
    yield '"\\"\\\\\\/\\b\\f\\n\\r\\t/"'
    yield '"é e\u0301 \u05d0\u05d1 \u200d\U0001f468\u200d\U0001f469"'


def nested(depth):
    yield "[" * depth + "]" * depth
    yield '{"a":' * depth + "1" + "}" * depth
    yield '[{"a":' * (depth // 2) + "null" + "}]" * (depth // 2)


def numbers():
    for _ in range(500):
        digits = "".join(RANDOM.choice("0123456789") for _ in range(RANDOM.randint(1, 25)))
        whole = digits.lstrip("0") or "0"
        sign = RANDOM.choice(["", "-"])
        yield sign + whole
        yield sign + whole + "." + digits
        yield sign + whole + "e" + str(RANDOM.randint(-330, 280))
        yield sign + whole + "." + digits + RANDOM.choice("eE") + RANDOM.choice(["", "+", "-"]) + str(RANDOM.randint(0, 30))


def documents():
    yield from PLAIN
    yield from REFUSED
    yield from characters()
    for depth in (2, 10, 50, 100):
        yield from nested(depth)
    yield from numbers()


def is_json(value):
    """Python reads and writes some things that are not JSON, or not text."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, str):
        return not any(0xD800 <= ord(character) <= 0xDFFF for character in value)
    if isinstance(value, list):
        return all(map(is_json, value))
    if isinstance(value, dict):
        return all(map(is_json, value)) and all(map(is_json, value.values()))
    return True


def dumped(text):
    try:
        value = json.loads(text)
    except ValueError:
        return "ERROR"
    return json.dumps(json.dumps(value)) if is_json(value) else "ERROR"


def doubles():
    yield from (0.0, 0.5, 1e15, 1e16, 1e17, 9999999999999998.0, 1e-4, 9.999e-5, 5e-324, 1e-323, 1.5e-323, 2.0**-1022)
    yield from (2.0**-1074 * n for n in range(1, 40))
    yield from (10.0**n for n in range(-20, 24))
    yield from (2.0**n for n in range(-1074, 1024, 7))
    found = 0
    while found < 10_000:
        double = struct.unpack(">d", RANDOM.randbytes(8))[0]
        if math.isfinite(double):
            found += 1
            yield double


def main():
    with open(HERE / "documents.tsv", "w", encoding="ascii", newline="\n") as out:
        for text in dict.fromkeys(documents()):
            out.write(json.dumps(text) + "\t" + dumped(text) + "\n")
    with open(HERE / "doubles.tsv", "w", encoding="ascii", newline="\n") as out:
        for double in doubles():
            out.write(struct.pack(">d", double).hex() + "\t" + repr(double) + "\n")


if __name__ == "__main__":
    main()
