/**
 * From an accepted socket to two sides that are logged in: the handshake with a client, whose greeting is the backend's own as
 * far as the proxy can do what it promises, TLS, authentication, and the proxy's own login at the backend for it
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html,
 * https://mariadb.com/kb/en/connection/).
 *
 * <pre>
 *   client channel ─► {@link dev.crossfade.proxy.mysql.login.MySqlLogin} ─► {@link
 *   dev.crossfade.proxy.mysql.login.Authenticating} ─► {@link dev.crossfade.proxy.mysql.login.BackendDialer} ─► {@link
 *   dev.crossfade.proxy.mysql.login.LoggedIn} and {@link dev.crossfade.proxy.mysql.login.ServerConnection} ─► package session
 * </pre>
 *
 * What passwords are right is package auth's. A phase belongs to its channel's event loop; what an authentication method computes
 * runs on the login pool while nothing is read.
 */
@NullMarked
package dev.crossfade.proxy.mysql.login;

import org.jspecify.annotations.NullMarked;
