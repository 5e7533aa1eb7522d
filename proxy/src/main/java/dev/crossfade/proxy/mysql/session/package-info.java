/**
 * One client that speaks MySQL's protocol and its server connection, on one event loop.
 *
 * <pre>
 *   client channel ─► {@link dev.crossfade.proxy.mysql.session.CommandSide} ─► server channel
 *                       │ {@link dev.crossfade.proxy.mysql.session.Answers}: what is in flight, and how far its answer has come
 *   client channel ◄─ {@link dev.crossfade.proxy.mysql.session.AnswerSide} ◄─ server channel
 * </pre>
 *
 * Both sides have the same capabilities, so that packets pass as they are; bodies stream through. Where rules are, texts are looked
 * at:
 *
 * <pre>
 *   {@link dev.crossfade.proxy.mysql.session.QueryCommand}, {@link dev.crossfade.proxy.mysql.session.StatementCommands} ─► {@link
 *   dev.crossfade.proxy.mysql.session.Planning} ─► {@link dev.crossfade.proxy.mysql.session.Decision}: as it is, rewritten, or an error
 *                                                      │ {@link dev.crossfade.proxy.mysql.session.TextState}: how the server reads texts
 * </pre>
 */
@NullMarked
package dev.crossfade.proxy.mysql.session;

import org.jspecify.annotations.NullMarked;
