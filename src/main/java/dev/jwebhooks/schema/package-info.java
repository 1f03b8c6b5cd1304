/**
 * JSON Schemas (<a href="https://json-schema.org/draft/2020-12">2020-12</a>) that callers write, and data checked
 * against them. A schema is a program of a stranger: it is bounded in size, in steps, in depth and in time, its
 * patterns take time linear in the text, and nothing that it refers to is ever fetched.
 */
@NullMarked
package dev.jwebhooks.schema;

import org.jspecify.annotations.NullMarked;
