package dev.crossfade.proxy.session;

import dev.crossfade.flags.Snapshot;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.backend.PoolGroup;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.session.Statements.Portal;
import dev.crossfade.proxy.shadow.Shadow;
import dev.crossfade.proxy.shadow.ShadowRead;

/** Has a session's reads asked again of both sides, beside its way, where its rules say so. */
final class Shadowing {
    /** Of a Parse without types. */
    private static final byte[] NO_TYPES = {0, 0};

    /** Of a Bind without parameters, all results as text. */
    private static final byte[] NO_PARAMETERS = {0, 0, 0, 0, 0, 0};

    /** In place of what was bound. */
    static final byte[] TOO_LONG = {};

    private final Session session;
    private final PoolGroup group;

    /** @param group whose connections log in as the session's user */
    Shadowing(Session session, PoolGroup group) {
        this.session = session;
        this.group = group;
    }

    /** A simple Query is being sent. */
    void query(Plan plan) {
        if (Shadow.wants(plan)) {
            read(plan, NO_TYPES, NO_PARAMETERS);
        }
    }

    /** A portal is about to be executed. */
    void execute(Portal portal) {
        byte[] parameters = portal.parameters;
        if (parameters != null && portal.statement != null) {
            read(portal.plan, portal.statement.types, parameters);
        }
    }

    private void read(Plan plan, byte[] types, byte[] parameters) {
        Shadow shadow = session.target.shadow();
        if (session.transaction.status() == Transaction.FAILED || !shadow.takes(plan)) {
            return;
        }
        Settings settings = session.lease.knownSettings();
        Catalog catalog = session.target.catalog();
        Snapshot snapshot = session.transaction.snapshot();
        if (settings == null || catalog.version() != plan.catalogVersion()) {
            shadow.settingsUnknown(plan);
        } else if (parameters.length == 0) {
            shadow.parametersTooLong(plan);
        } else {
            shadow.read(new ShadowRead(
                    session.user(),
                    session.application(),
                    group,
                    session.lease.flavor(),
                    settings,
                    snapshot,
                    catalog,
                    session.target.watch(plan.rules(), catalog).watched(),
                    session.node.planner,
                    plan,
                    types,
                    parameters));
        }
    }
}
