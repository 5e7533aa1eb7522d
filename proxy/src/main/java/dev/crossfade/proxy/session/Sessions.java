package dev.crossfade.proxy.session;

import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.wire.FatalException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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
        return Stream.concat(loggingIn, node.sessions.values().stream().map(Session::info))
                .toList();
    }

    /** Ends a session as an administrator's command does. False when there is none of that id. */
    public boolean terminate(String id) {
        Session session = node.sessions.get(id);
        if (session == null) {
            return false;
        }
        session.client.channel().eventLoop().execute(session::drained);
        return true;
    }

    /** From now on no client can log in, and sessions end as soon as they are idle. */
    public void drain() {
        node.closing = true;
        node.logins
                .values()
                .forEach(login -> login.channel()
                        .eventLoop()
                        .execute(() -> login.failed(new FatalException("57P01", "Crossfade is shutting down", null))));
        for (Session session : node.sessions.values()) {
            session.client.channel().eventLoop().execute(session::endIfIdle);
        }
    }

    /** A database is not configured any more: its sessions end as soon as they are idle. */
    public void drain(Target removed) {
        for (Session session : node.sessions.values()) {
            if (session.target == removed) {
                session.client.channel().eventLoop().execute(session::endIfIdle);
            }
        }
    }

    public boolean isEmpty() {
        return node.sessions.isEmpty();
    }

    /** Ends all that are left, whatever they are doing. */
    public void terminateAll() {
        List.copyOf(node.sessions.keySet()).forEach(this::terminate);
    }
}
