package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Outlet;
import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has logged in at a backend. Confined to its event loop; {@link #processId} and {@link #secret} are for
 * any thread.
 */
public final class ServerConnection {
    private final Link link;
    private final ProxySettings.Backend backend;
    private final Outlet outlet;
    private final Flavor flavor;
    private final @Nullable Pool pool;
    private final int processId;
    private final byte[] secret;
    private final int generation;
    private final PreparedStatements prepared = new PreparedStatements();
    final long createdNanos = System.nanoTime();
    final double random = ThreadLocalRandom.current().nextDouble();
    long idleSinceNanos = createdNanos;
    private Map<String, String> reported;
    private Settings settings = Settings.NONE;
    private List<byte[]> notices;
    private @Nullable Settings findingUnder;
    private @Nullable Object finding;
    private @Nullable Object usedBy;
    private Set<String> customNames = Set.of();
    private int cancelsOnTheirWay;
    private @Nullable String closedBecause;

    /** @param pool where it belongs, null for one that is nobody else's ever */
    ServerConnection(
            Link link,
            ProxySettings.Backend backend,
            Flavor flavor,
            @Nullable Pool pool,
            int processId,
            byte[] secret,
            Map<String, String> reported,
            List<byte[]> notices) {
        this.link = link;
        this.backend = backend;
        this.outlet = new Outlet(link.channel());
        this.flavor = flavor;
        this.pool = pool;
        this.processId = processId;
        this.secret = secret;
        this.reported = Reports.known(reported);
        this.notices = List.copyOf(notices);
        this.generation = pool == null ? 0 : pool.generation();
    }

    public Link link() {
        return link;
    }

    /** Where it goes, which is not where new ones go once that has been configured anew. */
    public ProxySettings.Backend backend() {
        return backend;
    }

    public Channel channel() {
        return link.channel();
    }

    public Outlet outlet() {
        return outlet;
    }

    public Flavor flavor() {
        return flavor;
    }

    @Nullable
    Pool pool() {
        return pool;
    }

    /** What the server calls it, for a CancelRequest. */
    public int processId() {
        return processId;
    }

    /** What proves a CancelRequest. */
    public byte[] secret() {
        return secret;
    }

    /** What the server has reported by ParameterStatus, in the order it came. Equal reports are one object. */
    public Map<String, String> reported() {
        return reported;
    }

    /** The server has sent a ParameterStatus. */
    public void reported(String name, String value) {
        if (!value.equals(reported.get(name))) {
            Map<String, String> changed = new LinkedHashMap<>(reported);
            changed.put(name, value);
            reported = Reports.known(changed);
        }
    }

    /** What its session settings are, as far as they are known. */
    public Settings settings() {
        return settings;
    }

    public void settings(Settings now) {
        settings = now;
    }

    /** The custom settings that have ever been set on it: those read as an empty string for ever, not as NULL. */
    public Set<String> customNames() {
        return customNames;
    }

    /** Custom settings are about to be set on it. */
    public void customNames(Set<String> more) {
        if (!customNames.containsAll(more)) {
            Set<String> all = new HashSet<>(customNames);
            all.addAll(more);
            customNames = Set.copyOf(all);
        }
    }

    /** What was found out about it under these settings, null when nothing was. */
    @SuppressWarnings("ReferenceEquality") // equal settings are one object
    public @Nullable Object finding(Settings under) {
        return findingUnder == under ? finding : null;
    }

    /** Remembers what was found out about it, such as what names mean there, for whoever uses it next. */
    public void finding(Settings under, Object found) {
        findingUnder = under;
        finding = found;
    }

    public PreparedStatements prepared() {
        return prepared;
    }

    /** Says who uses it now. Returns whether somebody else, or nobody, did so last. */
    @SuppressWarnings("ReferenceEquality") // who, not one like it
    public boolean usedBy(Object session) {
        boolean changed = usedBy != session;
        usedBy = session;
        return changed;
    }

    /** A CancelRequest for it has been sent: until it has been dealt with, it could hit whoever comes next. */
    public void cancelBegins() {
        cancelsOnTheirWay++;
    }

    /** The server has dealt with the CancelRequest. */
    public void cancelEnds() {
        cancelsOnTheirWay--;
        if (cancelsOnTheirWay == 0 && pool != null) {
            pool.cancelled(this);
        }
    }

    boolean isBeingCancelled() {
        return cancelsOnTheirWay > 0;
    }

    /** It is about to be closed by this side. The first reason counts. */
    void closing(String reason) {
        closedBecause = closedBecause == null ? reason : closedBecause;
    }

    String closedBecause() {
        return closedBecause == null ? "the server closed it" : closedBecause;
    }

    /** Of its pool's generations, the one it was opened in. */
    int generation() {
        return generation;
    }

    /** The NoticeResponses that came during the login, for whoever asks first. */
    public List<byte[]> takeNotices() {
        List<byte[]> taken = notices;
        notices = List.of();
        return taken;
    }
}
