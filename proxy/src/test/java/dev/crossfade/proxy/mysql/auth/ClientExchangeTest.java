package dev.crossfade.proxy.mysql.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.mysql.auth.BackendExchange.Protection;
import dev.crossfade.proxy.mysql.auth.BackendExchange.UnanswerableException;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Demand;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step.More;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step.Proved;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step.Refused;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step.Switch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proxy's two halves against each other: what passes between them, and what comes of it. */
class ClientExchangeTest {
    private static final RsaKey KEY = RsaKey.generate();
    private static final Protection TLS = new Protection(true, true, false);
    private static final Protection TRUSTING = new Protection(false, false, true);
    private static final Protection WARY = new Protection(false, false, false);

    private static final List<User> USERS = List.of(
            new User("app", "right", null, null),
            new User("mapped", "outside", "inside", "other"),
            new User("open", "", null, null));

    private MySqlAccounts accounts = new MySqlAccounts(USERS, true);

    private List<String> passed = new ArrayList<>();

    @Test
    void aProofThatFitsIsEnough() {
        Step end = play("app", "right", Methods.CACHING_SHA2, TRUSTING);
        assertThat(passed).containsExactly("fast");
        assertThat(passwordFor(end)).isEqualTo("app:right");
        assertThat(passwordFor(play("mapped", "outside", Methods.CACHING_SHA2, WARY)))
                .isEqualTo("inside:other");
        assertThat(passwordFor(play("app", "right", Methods.NATIVE, WARY))).isEqualTo("app:right");
        assertThat(passed).isEmpty();
        assertThat(passwordFor(play("app", "right", Methods.ED25519, WARY))).isEqualTo("app:right");
        assertThat(passed).containsExactly("switch to client_ed25519");
        assertThat(passwordFor(play("app", "right", Methods.CLEAR, TLS))).isEqualTo("app:right");
        assertThat(passed).isEmpty();
    }

    /** sysbench by MariaDB's library, where that has no plugin for caching_sha2_password. */
    @Test
    void whoCannotLoadTheGreetingsMethodIsLedToNative() {
        for (String user : List.of("app", "who")) {
            ClientExchange exchange = exchange(user, Demand.PROOF, false, true);
            Step.Switch led = (Step.Switch) exchange.begin(Methods.FALLBACK, new byte[0]);
            assertThat(led.method()).isEqualTo(Methods.NATIVE);
            Step end = exchange.answer(Proofs.ofNative("right".getBytes(UTF_8), led.data()));
            if (user.equals("app")) {
                assertThat(passwordFor(end)).isEqualTo("app:right");
            } else {
                assertThat(((Step.Switch) end).method()).isEqualTo(Methods.CACHING_SHA2);
            }
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookTheSame() {
        for (Protection protection : List.of(TLS, TRUSTING)) {
            for (String method : List.of(Methods.CACHING_SHA2, Methods.NATIVE, Methods.ED25519)) {
                Step wrong = play("app", "wrong", method, protection);
                List<String> seen = passed;
                Step unknown = play("who", "wrong", method, protection);
                assertThat(passed).as(method).isEqualTo(seen).isNotEmpty();
                assertThat(wrong).isEqualTo(new Refused(true, null));
                assertThat(passwordFor(unknown)).isEqualTo("who:wrong"); // which the backend refuses
            }
        }
    }

    @Test
    void whereTheBackendIsNotAskedOnlyConfiguredUsersGetIn() {
        accounts = new MySqlAccounts(USERS, false);
        for (Protection protection : List.of(TLS, TRUSTING)) {
            for (String method :
                    List.of(Methods.CACHING_SHA2, Methods.NATIVE, Methods.ED25519, Methods.CLEAR, "something else")) {
                for (String password : List.of("wrong", "")) {
                    if (method.equals(Methods.CLEAR) && !protection.encrypted()) {
                        continue;
                    }
                    Step wrong = play("app", password, method, protection);
                    List<String> seen = passed;
                    assertThat(wrong).isEqualTo(new Refused(!password.isEmpty(), null));
                    assertThat(play("who", password, method, protection)).isEqualTo(wrong);
                    assertThat(passed).as(method).isEqualTo(seen);
                }
            }
        }
        assertThat(passwordFor(play("app", "right", Methods.CACHING_SHA2, WARY)))
                .isEqualTo("app:right");
        assertThat(exchange("who", Demand.CLEAR_PASSWORD, true, true).begin(Methods.CLEAR, "any\0".getBytes(UTF_8)))
                .isEqualTo(new Refused(true, null));
    }

    @Test
    void onlyTheBackendKnowsThePasswordOfWhoIsNotConfigured() {
        Step first = play("who", "theirs", Methods.CACHING_SHA2, TRUSTING);
        assertThat(passed).containsExactly("full", "key");
        login(first).accepted();
        assertThat(passwordFor(play("who", "theirs", Methods.CACHING_SHA2, WARY)))
                .isEqualTo("who:theirs");
        assertThat(passed).containsExactly("fast");
        assertThat(passwordFor(play("who", "theirs", Methods.NATIVE, WARY))).isEqualTo("who:theirs");
        assertThat(passwordFor(play("who", "theirs", Methods.ED25519, WARY))).isEqualTo("who:theirs");

        Step changed = play("who", "newer", Methods.CACHING_SHA2, TLS);
        assertThat(passed).containsExactly("full");
        login(changed).accepted();
        login(play("who", "newer", Methods.NATIVE, WARY)).denied();
        play("who", "newer", Methods.CACHING_SHA2, TLS);
        assertThat(passed).as("forgotten").containsExactly("full");
    }

    @Test
    void aRefusalOfAnOldPasswordDoesNotEndTheNewOne() {
        login(play("who", "old", Methods.CACHING_SHA2, TLS)).accepted();
        BackendLogin old = login(play("who", "old", Methods.CACHING_SHA2, TLS));
        login(play("who", "new", Methods.CACHING_SHA2, TLS)).accepted();
        old.denied();
        play("who", "new", Methods.CACHING_SHA2, TLS);
        assertThat(passed).containsExactly("fast");
    }

    @Test
    void noPassword() {
        for (String method : List.of(Methods.CACHING_SHA2, Methods.NATIVE)) {
            assertThat(passwordFor(play("open", "", method, WARY))).isEqualTo("open:");
            assertThat(play("app", "", method, WARY)).isEqualTo(new Refused(false, null));
            assertThat(passwordFor(play("who", "", method, WARY))).isEqualTo("who:");
            assertThat(passed).isEmpty();
        }
        ClientExchange exchange = exchange("app", Demand.PROOF, false, true);
        assertThat(exchange.begin(Methods.CACHING_SHA2, new byte[1])).isEqualTo(new Refused(false, null));
    }

    @Test
    void aProofIsForItsNonce() {
        byte[] other = ClientExchange.nonce();
        assertThat(exchange("app", Demand.PROOF, false, true)
                        .begin(Methods.CACHING_SHA2, Proofs.sha2("right".getBytes(UTF_8), other)))
                .isInstanceOf(More.class);
        assertThat(exchange("app", Demand.PROOF, false, true)
                        .begin(Methods.NATIVE, Proofs.ofNative("right".getBytes(UTF_8), other)))
                .isInstanceOf(Switch.class);
    }

    @Test
    void whoCannotBeSwitchedIsToldWhatToDo() {
        byte[] wrong = new byte[20];
        assertThat(exchange("who", Demand.PROOF, false, false).begin("", wrong))
                .isEqualTo(exchange("app", Demand.PROOF, false, false).begin("", new byte[20]))
                .satisfies(step -> assertThat(((Refused) step).hint()).contains("configuration"));
    }

    @Test
    void theClearPasswordIsAskedForOverEncryptedConnectionsOnly() {
        assertThat(exchange("app", Demand.CLEAR_PASSWORD, true, true).begin(Methods.CACHING_SHA2, new byte[32]))
                .isInstanceOfSatisfying(
                        Switch.class, step -> assertThat(step.method()).isEqualTo(Methods.CLEAR));
        assertThat(exchange("app", Demand.CLEAR_PASSWORD, false, true).begin(Methods.CACHING_SHA2, new byte[32]))
                .isInstanceOf(Refused.class);
        assertThat(exchange("app", Demand.PROOF, false, true).begin(Methods.CLEAR, "right\0".getBytes(UTF_8)))
                .as("what was shown where anybody can listen is not taken")
                .isInstanceOfSatisfying(
                        Switch.class, step -> assertThat(step.method()).isEqualTo(Methods.CACHING_SHA2));
    }

    @Test
    void whoNeedNotProveAnythingMustBeConfigured() {
        assertThat(passwordFor(exchange("app", Demand.NOTHING, false, true).begin(Methods.NATIVE, new byte[0])))
                .isEqualTo("app:right");
        assertThat(exchange("who", Demand.NOTHING, false, true).begin(Methods.NATIVE, new byte[0]))
                .isInstanceOf(Refused.class);
    }

    @Test
    void malformedAnswersAreRefused() {
        for (byte[] answer : List.of(new byte[7], new byte[33], new byte[1 << 20])) {
            assertThat(exchange("app", Demand.PROOF, false, true).begin(Methods.CACHING_SHA2, answer))
                    .isEqualTo(new Refused(true, null));
        }
        for (byte[] answer : List.of(new byte[] {1}, new byte[300], "right".getBytes(UTF_8), new byte[256])) {
            for (boolean encrypted : List.of(true, false)) {
                ClientExchange exchange = exchange("app", Demand.PROOF, encrypted, true);
                exchange.begin(Methods.CACHING_SHA2, new byte[32]);
                assertThat(exchange.answer(answer.clone())).isInstanceOf(Refused.class);
                assertThatThrownBy(() -> exchange.answer("right\0".getBytes(UTF_8)))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void aBackendGetsNoPasswordInClearWithoutVerifiedTls() {
        for (Protection protection : List.of(TRUSTING, WARY, new Protection(true, false, true))) {
            BackendExchange exchange = new BackendExchange(BackendLogin.of("u", Secret.of("p")), protection);
            exchange.begin(Methods.CACHING_SHA2, ClientExchange.nonce());
            assertThatThrownBy(() -> exchange.switchTo(Methods.CLEAR, new byte[0]))
                    .isInstanceOf(UnanswerableException.class);
        }
        BackendExchange wary = new BackendExchange(BackendLogin.of("u", Secret.of("p")), WARY);
        wary.begin(Methods.CACHING_SHA2, ClientExchange.nonce());
        assertThatThrownBy(() -> wary.more(new byte[] {4})).isInstanceOf(UnanswerableException.class);
        BackendExchange trusting = new BackendExchange(BackendLogin.of("u", Secret.of("p")), TRUSTING);
        trusting.begin(Methods.CACHING_SHA2, ClientExchange.nonce());
        assertThat(trusting.more(new byte[] {4})).containsExactly(2);
        assertThatThrownBy(() -> trusting.more("no key".getBytes(UTF_8))).isInstanceOf(UnanswerableException.class);
    }

    @Test
    void aBackendsNonceMayEndWithAZeroByte() {
        byte[] key = Ed25519.publicKey("p".getBytes(UTF_8));
        byte[] own = Arrays.copyOf(ClientExchange.nonce(), Nonces.ED25519_BYTES); // the last is 0
        for (byte[] sent : List.of(own, Arrays.copyOf(own, Nonces.ED25519_BYTES + 1))) {
            byte[] signature = new BackendExchange(BackendLogin.of("u", Secret.of("p")), WARY)
                    .switchTo(Methods.ED25519, sent.clone());
            assertThat(Ed25519.verifies(key, own, signature)).isTrue();
        }
        byte[] nonce = ClientExchange.nonce();
        assertThat(new BackendExchange(BackendLogin.of("u", Secret.of("p")), WARY)
                        .switchTo(Methods.NATIVE, Arrays.copyOf(nonce, nonce.length + 1)))
                .isEqualTo(Proofs.ofNative("p".getBytes(UTF_8), nonce));
    }

    @Test
    void aBackendCannotAskForever() {
        BackendExchange exchange = new BackendExchange(BackendLogin.of("u", Secret.of("p")), TLS);
        exchange.begin(Methods.NATIVE, ClientExchange.nonce());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        exchange.switchTo(Methods.NATIVE, ClientExchange.nonce());
                    }
                })
                .isInstanceOf(UnanswerableException.class);
        assertThatThrownBy(() -> new BackendExchange(BackendLogin.of("u", Secret.of("p")), TLS)
                        .switchTo("mysql_old_password", new byte[8]))
                .isInstanceOf(UnanswerableException.class);
        assertThatThrownBy(() -> new BackendExchange(BackendLogin.of("u", Secret.of("p")), TLS)
                        .begin(Methods.NATIVE, new byte[8]))
                .isInstanceOf(UnanswerableException.class);
    }

    @Test
    void passwordsAreWiped() {
        Secret secret = Secret.of("gone");
        BackendLogin login = BackendLogin.of("u", secret);
        byte[][] kept = new byte[1][];
        secret.use(bytes -> kept[0] = bytes);
        login.close();
        assertThat(kept[0]).containsOnly(0);
        assertThatThrownBy(() -> secret.use(byte[]::clone)).isInstanceOf(IllegalStateException.class);
        byte[] answer = "right\0".getBytes(UTF_8);
        exchange("app", Demand.PROOF, true, true).begin(Methods.CLEAR, answer);
        assertThat(answer).containsOnly(0);
    }

    private byte[] nonce = {};

    private ClientExchange exchange(String user, Demand demand, boolean encrypted, boolean canSwitch) {
        nonce = ClientExchange.nonce();
        return new ClientExchange(accounts, user, demand, encrypted, canSwitch, KEY, nonce);
    }

    private Step play(String user, String password, String method, Protection protection) {
        ClientExchange server = exchange(user, Demand.PROOF, protection.encrypted(), true);
        passed = new ArrayList<>();
        BackendExchange client = new BackendExchange(BackendLogin.of(user, Secret.of(password)), protection);
        byte[] first = method.equals(Methods.CLEAR)
                ? client.switchTo(Methods.CLEAR, new byte[0])
                : client.begin(method, nonce);
        Step step = server.begin(method, first);
        while (true) {
            if (step instanceof Switch to) {
                passed.add("switch to " + to.method());
                step = server.answer(client.switchTo(to.method(), to.data()));
            } else if (step instanceof More more) {
                passed.add(more.data().length == 1 ? "full" : "key");
                byte[] answer = client.more(more.data());
                step = server.answer(answer == null ? new byte[0] : answer);
            } else {
                if (step instanceof Proved proved && proved.saysFast()) {
                    passed.add("fast");
                    assertThat(client.more(new byte[] {3})).isNull();
                }
                return step;
            }
        }
    }

    private static BackendLogin login(Step step) {
        return ((Proved) step).login();
    }

    private static String passwordFor(Step step) {
        BackendLogin login = login(step);
        return login.user() + ":" + login.password().use(bytes -> new String(bytes, UTF_8));
    }
}
