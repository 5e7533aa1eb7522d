/**
 * How a client proves to know a password by MySQL's and MariaDB's methods, and how the proxy proves the same at a backend, as
 * state machines over byte arrays: caching_sha2_password
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html),
 * mysql_native_password, client_ed25519 of MariaDB (https://mariadb.com/kb/en/authentication-plugin-ed25519/) and
 * mysql_clear_password.
 *
 * <pre>
 *   client's answer ─► {@link dev.crossfade.proxy.mysql.auth.ClientExchange} ─► {@link
 *   dev.crossfade.proxy.mysql.auth.BackendLogin} ─► {@link dev.crossfade.proxy.mysql.auth.BackendExchange} ─► answer to the backend
 * </pre>
 *
 * Whose password is not configured shows it by full authentication, and {@link dev.crossfade.proxy.mysql.auth.MySqlAccounts}
 * remembers it once the backend has taken it. Sockets are package login's. An exchange is for one thread at a time, and may
 * take milliseconds: never on an event loop.
 */
@NullMarked
package dev.crossfade.proxy.mysql.auth;

import org.jspecify.annotations.NullMarked;
