package dev.crossfade.proxy.shadow;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.backend.Flavor;
import dev.crossfade.proxy.backend.PoolGroup;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A read that a client was just answered by old, as it is to be asked again.
 *
 * @param group whose connections log in as the client's user
 * @param settings the client's, as far as they are known
 * @param snapshot the transaction's
 * @param catalog the plan's
 * @param watched tables of which it matters what their names mean
 * @param plan what old was sent
 * @param types the end of its Parse message: the number of parameter types and their OIDs
 * @param bound the end of its Bind message: formats of the parameters, parameters, formats of the result
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ShadowRead(
        String user,
        String application,
        PoolGroup group,
        Flavor flavor,
        Settings settings,
        Snapshot snapshot,
        Catalog catalog,
        List<TableName> watched,
        Planner planner,
        Plan plan,
        byte[] types,
        byte[] bound) {
    /** The migrations whose new side is asked. */
    List<String> migrations() {
        return migrations(plan);
    }

    /** The migrations under whose rules a plan's reads are compared and whose table it touches. */
    static List<String> migrations(Plan plan) {
        List<String> names = new ArrayList<>();
        for (Touch touch : plan.result().touches()) {
            for (MigrationRule rule : plan.rules().rules()) {
                String name = ColumnMigration.lead(rule.migration().name());
                if (rule.compares() && name.equals(touch.migration()) && !names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    String oldText() {
        String rewritten = plan.serverText();
        return rewritten == null ? plan.text() : rewritten;
    }

    /** What to ask the rewriter for the text for new. */
    RewriteRequest forNew() {
        RuleSet rules = new RuleSet(plan.rules().rules().stream()
                .map(rule -> rule.compares() ? rule.readingNew() : rule)
                .toList());
        Set<TableName> hidden = plan.hidden();
        return new RewriteRequest(
                plan.text(),
                oids(),
                rules,
                catalog,
                hidden == null ? Set.of() : hidden,
                plan.standardConformingStrings());
    }

    private List<Integer> oids() {
        List<Integer> oids = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(types, 2, types.length - 2);
        while (buffer.remaining() >= Integer.BYTES) {
            oids.add(buffer.getInt());
        }
        return oids;
    }
}
