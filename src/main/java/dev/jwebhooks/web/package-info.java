/**
 * What every call of the API shares: who is calling, how a body is read, how a list is cut into pages and how an error
 * is told. It knows no feature; features depend on it. Who a caller is, is answered by the account feature through
 * {@link dev.jwebhooks.web.CallerAuthenticator}.
 */
@NullMarked
package dev.jwebhooks.web;

import org.jspecify.annotations.NullMarked;
