package dev.crossfade.admin.rest;

import dev.crossfade.admin.config.Secret;
import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.rehearsal.Rehearsals;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API's HTTP server. Its requests run on at most {@value #MAX_THREADS} threads of its own; event streams take
 * one each and are fewer than half of them.
 */
public final class AdminServer implements AutoCloseable {
    static final int MAX_THREADS = 48;
    private static final int MIN_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 60_000;
    private static final long STOP_TIMEOUT_MILLIS = 5_000;
    private static final long SHUTDOWN_IDLE_MILLIS = 50;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private final Javalin javalin;
    private final URI uri;
    private final Events events;
    private final Metrics metrics;
    private final AuditLog audit;
    private final ScheduledExecutorService scheduler;
    private final ReloadRoutes reloads;
    private final MigrationEngine engine;

    private AdminServer(
            Javalin javalin,
            URI uri,
            Events events,
            Metrics metrics,
            AuditLog audit,
            ScheduledExecutorService scheduler,
            ReloadRoutes reloads,
            MigrationEngine engine) {
        this.javalin = javalin;
        this.uri = uri;
        this.events = events;
        this.metrics = metrics;
        this.audit = audit;
        this.scheduler = scheduler;
        this.reloads = reloads;
        this.engine = engine;
    }

    /**
     * What the server needs to know.
     *
     * @param listen loopback unless there is a token; port 0 for any free one
     * @param auditFile where changes are recorded
     * @param version of Crossfade
     */
    public record Settings(
            InetSocketAddress listen, @Nullable Secret token, Path auditFile, String version) {}

    /**
     * Starts it.
     *
     * @throws CrossfadeException when the address cannot be listened on or the audit file cannot be opened
     */
    public static AdminServer start(
            Settings settings,
            FlagControl flags,
            MigrationEngine engine,
            DataPlane dataPlane,
            Reload reload,
            Rehearsals rehearsals) {
        Access access = new Access(settings.listen(), settings.token());
        AuditLog audit;
        try {
            audit = AuditLog.open(settings.auditFile());
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "the audit log " + settings.auditFile() + " cannot be opened (" + e.getMessage() + ")",
                    "make its folder writable",
                    e);
        }
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "admin-watch");
            thread.setDaemon(true);
            return thread;
        });
        Events events = new Events();
        Metrics metrics = new Metrics(flags, engine, dataPlane);
        FlipWatch flips = new FlipWatch(dataPlane, scheduler, entry -> {
            audit.complete(entry);
            events.publish("audit", entry);
            metrics.tookEffect(entry);
        });
        Changes changes = new Changes(audit, events, flips, metrics, access.means());
        engine.onMove(changes::made);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new FlagRoutes(flags, changes).routes());
        routes.addAll(new MigrationRoutes(flags, engine, changes, rehearsals).routes());
        routes.addAll(new RehearsalRoutes(rehearsals, changes).routes());
        rehearsals.onProgress(rehearsed -> events.publish("rehearsal", rehearsed));
        routes.addAll(new CensusRoutes(engine, dataPlane).routes());
        routes.addAll(new ShadowRoutes(engine, dataPlane).routes());
        routes.addAll(new DatabaseRoutes(flags, dataPlane).routes());
        routes.addAll(new SessionRoutes(dataPlane, changes).routes());
        routes.addAll(new PauseRoutes(dataPlane, changes).routes());
        routes.addAll(new PoolRoutes(dataPlane).routes());
        ReloadRoutes reloads = new ReloadRoutes(reload, changes);
        routes.addAll(reloads.routes());
        routes.addAll(new ObservationRoutes(
                        dataPlane,
                        audit,
                        new EventStream(events, flags, engine),
                        () -> OpenApi.describe(routes, settings.version()))
                .routes());
        routes.add(metrics.route());
        Javalin javalin = Javalin.create(config -> configure(config, settings.listen(), access, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            scheduler.shutdownNow();
            metrics.close();
            audit.close();
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "the admin API cannot listen on "
                            + shown(settings.listen(), settings.listen().getPort())
                            + ": the address is in use, not of this machine, or needs more rights",
                    "choose another for admin.listen",
                    e);
        }
        new ChangeWatch(flags, engine, dataPlane, events).start(scheduler);
        URI uri = URI.create("http://" + shown(settings.listen(), javalin.port()));
        LOG.info("admin API on {}", uri);
        return new AdminServer(javalin, uri, events, metrics, audit, scheduler, reloads, engine);
    }

    private static void configure(JavalinConfig config, InetSocketAddress listen, Access access, List<Route> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.jetty.host = listen.getAddress().getHostAddress();
        config.jetty.port = listen.getPort();
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("admin");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(STOP_TIMEOUT_MILLIS);
        });
        List<String> open = routes.stream().filter(Route::open).map(Route::path).toList();
        config.routes.before(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Cache-Control", "no-store");
            access.check(
                    open.contains(context.path()),
                    context.header("Host"),
                    context.header("Origin"),
                    context.header("Authorization"));
        });
        for (Route route : routes) {
            config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), route.handler());
        }
        config.routes.exception(CrossfadeException.class, (e, context) -> answer(context, ProblemDetails.of(e)));
        config.routes.exception(Refusal.class, (e, context) -> {
            e.headers().forEach(context::header);
            answer(context, ProblemDetails.of(e));
        });
        config.routes.exception(HttpResponseException.class, (e, context) -> httpProblem(e, context, routes));
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            answer(
                    context,
                    ProblemDetails.of(
                            Problem.INTERNAL.httpStatus(),
                            Problem.INTERNAL,
                            "something went wrong inside Crossfade",
                            "the log has the details; please report it"));
        });
    }

    /** What Javalin refuses by itself: unknown paths and methods that a path does not have. */
    private static void httpProblem(HttpResponseException e, Context context, List<Route> routes) {
        String path = Json.shortened(context.path());
        String detail = String.valueOf(e.getMessage());
        String hint = "GET /openapi.json describes the API";
        if (e.getStatus() == NOT_FOUND) {
            detail = "there is nothing at " + path;
        } else if (e.getStatus() == METHOD_NOT_ALLOWED) {
            String allowed = routes.stream()
                    .filter(route -> matches(route.path(), context.path()))
                    .map(Route::method)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            context.header("Allow", allowed);
            detail = path + " does not take " + context.method();
            hint = "use " + allowed;
        }
        answer(context, ProblemDetails.of(e.getStatus(), Problem.INVALID_REQUEST, detail, hint));
    }

    private static boolean matches(String pattern, String path) {
        return path.matches(pattern.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
    }

    private static void answer(Context context, ProblemDetails problem) {
        context.status(problem.status())
                .contentType(ProblemDetails.CONTENT_TYPE)
                .result(Json.bytes(problem));
    }

    private static String shown(InetSocketAddress listen, int port) {
        InetAddress address = listen.getAddress();
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1:" + port; // what listens everywhere is reached here
        }
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Where it listens, with the port it got. */
    public URI uri() {
        return uri;
    }

    /** Reads the configuration again as {@code POST /v1/reload} does, for one who asks by other means; logs what came of it. */
    public void reload(String actor) {
        try {
            reloads.reload(new Changes.Caller(actor, "", System.nanoTime()));
        } catch (CrossfadeException e) {
            LOG.debug("logged and recorded already", e);
        }
    }

    /** Ends event streams, then the server. Requests in hand get {@value #STOP_TIMEOUT_MILLIS} ms to finish. */
    @Override
    public void close() {
        engine.onMove(move -> {});
        events.close();
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector abstractConnector) {
                abstractConnector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS); // kept-alive connections at rest
            }
        }
        javalin.stop();
        scheduler.shutdownNow();
        metrics.close();
        audit.close();
    }
}
