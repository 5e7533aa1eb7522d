package dev.crossfade.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.session.Entry.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameChangesTest {
    private final NameChanges<String> changes = new NameChanges<>();
    private final Map<String, String> means = new HashMap<>();

    private Entry change(String name, String to, boolean clears) {
        Entry entry = new Entry(Kind.PARSE);
        String before = to == null ? means.remove(name) : means.put(name, to);
        changes.change(name, before, to, entry, clears, means::put);
        return entry;
    }

    @Test
    void whatFailsLeavesWhatWasBeforeAndWhatIsBehind() {
        means.put("a", "first");
        Entry second = change("a", "second", false);
        Entry third = change("a", "third", false);
        assertThat(changes.changing("a")).isSameAs(third);
        second.failed(true);
        assertThat(means).containsEntry("a", "third");
        third.failed(false);
        assertThat(means).containsEntry("a", "first");
        assertThat(changes.changing("a")).isNull();
    }

    @Test
    void aFailedChangeBehindASuccessfulOneLeavesThatOne() {
        Entry first = change("a", "first", false);
        Entry second = change("a", null, false);
        first.succeeded();
        assertThat(changes.changing("a")).isSameAs(second);
        second.failed(false);
        assertThat(means).containsEntry("a", "first");
    }

    @Test
    void whatClearsANameDoesSoWhenItFailsButNotWhenItIsSkipped() {
        means.put("", "first");
        change("", "second", true).failed(false);
        assertThat(means).containsEntry("", "first");
        change("", "third", true).failed(true);
        assertThat(means.get("")).isNull();
    }

    @Test
    void whatWasChangedElsewhereMeanwhileIsWhatThereWasBefore() {
        change("", "first", false).succeeded();
        means.put("", "of another connection");
        change("", "second", false).failed(false);
        assertThat(means).containsEntry("", "of another connection");
    }

    @Test
    void whenAllIsSettledNothingIsKept() {
        Entry first = change("a", "first", false);
        Entry second = change("b", "second", false);
        first.succeeded();
        changes.forgetSettled();
        assertThat(changes.isQuiet()).isFalse();
        assertThat(changes.changing()).containsExactly("b");
        second.succeeded();
        changes.forgetSettled();
        assertThat(changes.isQuiet()).isTrue();
    }
}
