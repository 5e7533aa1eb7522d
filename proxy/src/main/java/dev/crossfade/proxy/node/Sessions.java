package dev.crossfade.proxy.node;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.SessionInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All clients of a node, for the control plane. Any thread. */
public final class Sessions {
    private final Node node;

    public Sessions(Node node) {
        this.node = node;
    }

    public List<SessionInfo> list() {
        Stream<SessionInfo> loggingIn = node.logins.values().stream().map(login -> {
            Instant since = Instant.ofEpochMilli(login.sinceMillis());
            return new SessionInfo(login.id(), "", "", "", "", "login", 0, since, since);
        });
        return Stream.concat(loggingIn, node.sessions.values().stream().map(ClientSession::info))
                .toList();
    }

    /** Ends a session as an administrator's command does. False when there is none of that id. */
    public boolean terminate(String id) {
        ClientSession session = node.sessions.get(id);
        if (session == null) {
            return false;
        }
        session.channel().eventLoop().execute(session::drained);
        return true;
    }

    /** Cancels what a session's server is doing, if anything. False when there is none of that id. */
    public boolean cancel(String id) {
        ClientSession session = node.sessions.get(id);
        if (session == null) {
            return false;
        }
        session.channel().eventLoop().execute(() -> session.cancel(() -> {}));
        return true;
    }

    /** From now on no client can log in, and sessions end as soon as they are idle. */
    public void drain() {
        node.close();
        node.logins.values().forEach(login -> login.channel().eventLoop().execute(login::shutDown));
        for (ClientSession session : node.sessions.values()) {
            session.channel().eventLoop().execute(session::endIfIdle);
        }
    }

    /** A database is not configured any more: its sessions end as soon as they are idle. */
    public void drain(Target removed) {
        for (ClientSession session : node.sessions.values()) {
            if (session.target() == removed) {
                session.channel().eventLoop().execute(session::endIfIdle);
            }
        }
    }

    /**
     * Lets no transaction of a database begin, and waits for those that are open. Blocks; never on an event loop.
     *
     * @return the sessions still in a transaction at the deadline, when everything goes on as before; empty when it is paused
     * @throws InterruptedException when the waiting thread is interrupted; everything goes on then
     */
    public List<SessionInfo> pause(Target target, Duration deadline) throws InterruptedException {
        List<String> busy = target.pause().pause(() -> of(target), deadline);
        return of(target).stream()
                .map(ClientSession::info)
                .filter(session -> busy.contains(session.id()))
                .toList();
    }

    private List<ClientSession> of(Target target) {
        return node.sessions.values().stream()
                .filter(session -> session.target().equals(target))
                .toList();
    }

    /**
     * What a client has prepared and not closed.
     *
     * @param complete whether there is nothing that was too long to be remembered
     */
    public record PreparedTexts(List<String> texts, boolean complete) {
        /** @param all of a client's, null for each that was too long */
        public static PreparedTexts of(Stream<byte @Nullable []> all, boolean complete, Predicate<byte[]> wanted) {
            List<String> texts = new ArrayList<>();
            boolean[] known = {complete};
            all.forEach(text -> {
                if (text == null) {
                    known[0] = false;
                } else if (wanted.test(text)) {
                    texts.add(new String(text, StandardCharsets.UTF_8));
                }
            });
            return new PreparedTexts(texts, known[0]);
        }
    }

    /**
     * The texts that each client of a database has prepared and not closed, SQL's own PREPARE included. Blocks; never on an
     * event loop.
     *
     * @param wanted which texts; asked on event loops
     * @throws TimeoutException when a session's event loop has not answered at the deadline
     */
    public Map<SessionInfo, PreparedTexts> prepared(Target target, Predicate<byte[]> wanted, Duration deadline)
            throws InterruptedException, TimeoutException {
        Map<ClientSession, CompletableFuture<PreparedTexts>> asked = new LinkedHashMap<>();
        for (ClientSession session : of(target)) {
            CompletableFuture<PreparedTexts> texts = new CompletableFuture<>();
            asked.put(session, texts);
            session.channel().eventLoop().execute(() -> texts.complete(session.preparedTexts(wanted)));
        }
        Map<SessionInfo, PreparedTexts> prepared = new LinkedHashMap<>();
        long end = System.nanoTime() + deadline.toNanos();
        for (Map.Entry<ClientSession, CompletableFuture<PreparedTexts>> one : asked.entrySet()) {
            try {
                PreparedTexts texts = one.getValue().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (!texts.texts.isEmpty() || !texts.complete) {
                    prepared.put(one.getKey().info(), texts);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return prepared;
    }

    /** Ends what has idled, or been in a transaction, for longer than its database allows. */
    public void enforceTimeouts() {
        long now = System.currentTimeMillis();
        for (ClientSession session : node.sessions.values()) {
            ProxySettings.Pooling limits = session.target().pooling();
            if (isOver(limits.idleTransaction(), session.millisIn("idle in transaction", now))) {
                end(session, TimeOut.IDLE_TRANSACTION);
            } else if (isOver(limits.transaction(), session.transactionMillis(now))) {
                end(session, TimeOut.TRANSACTION);
            } else if (isOver(limits.clientIdle(), session.millisIn("idle", now)) && session.mayIdleTooLong()) {
                end(session, TimeOut.IDLE);
            }
        }
    }

    private static boolean isOver(Duration limit, long millis) {
        return !limit.isZero() && millis > limit.toMillis();
    }

    private static void end(ClientSession session, TimeOut which) {
        session.channel().eventLoop().execute(() -> session.timedOut(which));
    }

    /** Whether no client is there, not even one that is logging in, and no server connection is waited for. */
    public boolean isEmpty() {
        return node.clients.get() == 0 && node.sessions.isEmpty();
    }

    /** Ends all that are left, whatever they are doing. */
    public void terminateAll() {
        List.copyOf(node.sessions.keySet()).forEach(this::terminate);
    }
}
