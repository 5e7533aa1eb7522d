/**
 * Clients of MySQL and MariaDB, each by its own library or program, in front of a real server directly and through Crossfade: what
 * they are told must be equal to the letter, as for PostgreSQL's in package clients.
 *
 * <p>What is not written down: connection ids, which are the proxy's own and the server's by turns, and times.
 */
package dev.crossfade.e2e.clients.mysql;
